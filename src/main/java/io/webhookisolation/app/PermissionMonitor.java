package io.webhookisolation.app;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.webhookisolation.model.Gap;
import io.webhookisolation.observe.InformerState;
import io.webhookisolation.reconcile.Rights;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an eye on what hinders the operator: permissions that are missing, and kinds that cannot be read. (A watch that is
 * refused when it is renewed is tried again by the client without a word; so for each that is down we ask whether it may
 * stand.)
 *
 * <p>Each is logged once when it begins and once when it ends, whichever policies there are, and each change wakes all
 * policies, since none of their watches tells them of it.
 */
final class PermissionMonitor implements Rights, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PermissionMonitor.class);

    /** What is missing is asked for at each look, so that a grant is noticed soon; what is not, only so often. */
    private static final int LOOKS_PER_ROUND = 30;

    private final AccessReviews reviews;
    private final String operatorNamespace;
    private final List<Permission> ofCeiling;
    private final List<Permission> ofLease;
    private final List<Permission> all;
    private final Supplier<List<InformerState>> informers;
    private final Runnable changed;
    private final ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor();

    /** Namespaces of which it was said that certificates in Secrets are no evidence. */
    private final Set<String> secretsUnread = ConcurrentHashMap.newKeySet();

    /** Only looks touch these two. */
    private Set<Gap> told = Set.of();

    private int looks;

    /**
     * Makes it without starting it.
     *
     * @param informers all whose troubles are worth a word
     * @param changed called when what hinders the operator is no longer the same
     */
    PermissionMonitor(
            KubernetesClient client,
            RunConfiguration configuration,
            Supplier<List<InformerState>> informers,
            Runnable changed) {
        this.reviews = new AccessReviews(client);
        this.operatorNamespace = configuration.operatorNamespace();
        this.ofCeiling = Permissions.ofCeiling(configuration);
        this.ofLease = Permissions.ofLease(configuration);
        this.all = Stream.concat(ofCeiling.stream(), ofLease.stream()).toList();
        this.informers = informers;
        this.changed = changed;
    }

    /** When this returns, it is known what is missing. */
    void start(Duration between) {
        look();
        thread.execute(() -> keepLooking(between));
    }

    @Override
    public List<Gap> missing() {
        return gaps(reviews.denied().stream().filter(denied -> !ofLease.contains(denied)));
    }

    @Override
    public List<Gap> missingNow() {
        reviews.ask(ofCeiling);
        return missing();
    }

    @Override
    public boolean mayReadSecrets(String namespace) {
        var may = reviews.mayAtPresent(Permissions.ofSecrets(namespace));
        if (may ? secretsUnread.remove(namespace) : secretsUnread.add(namespace)) {
            LOG.atInfo()
                    .addKeyValue("namespace", namespace)
                    .log(
                            may
                                    ? "certificates in Secrets are evidence from now on"
                                    : "may not get secrets: ownership rests on probes and Certificates");
        }
        return may;
    }

    @Override
    public List<Gap> missingToLabel(String namespace) {
        return gaps(
                Stream.of(Permissions.ofLabelling(namespace)).filter(permission -> !reviews.mayAtPresent(permission)));
    }

    @Override
    public List<Gap> missingToRotate(String namespace) {
        return gaps(Permissions.ofRotating(namespace, operatorNamespace)
                .filter(permission -> !reviews.mayAtPresent(permission)));
    }

    /** For health: one permission that is missing, those to the Lease included. */
    Optional<String> problem() {
        return reviews.denied().stream().map(Permission::denial).findFirst();
    }

    /** One permission to the Lease that is missing. */
    Optional<String> problemOfLease() {
        return reviews.denied().stream()
                .filter(ofLease::contains)
                .map(Permission::denial)
                .findFirst();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void keepLooking(Duration between) {
        try {
            while (!thread.isShutdown()) {
                Thread.sleep(between);
                look();
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever goes wrong, the next look may go well. */
    private void look() {
        try {
            var states = informers.get();
            var round = looks++ % LOOKS_PER_ROUND == 0;
            reviews.ask(round ? all : suspects());
            reviews.ask(states.stream()
                    .filter(state -> round || !state.watching())
                    .flatMap(Permissions::of)
                    .toList());
            var now = new TreeSet<>(gaps(reviews.denied().stream()));
            states.forEach(state -> state.gap().ifPresent(now::add));
            if (!now.equals(told)) {
                tell(now);
                changed.run();
            }
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the permission monitor could not look");
        }
    }

    /** While asking itself is denied, anything else tells when it is granted. */
    private Collection<Permission> suspects() {
        var denied = reviews.denied();
        return denied.contains(AccessReviews.ASKING) ? all : denied;
    }

    private void tell(Set<Gap> now) {
        now.stream()
                .filter(gap -> !told.contains(gap))
                .forEach(gap -> LOG.atWarn()
                        .addKeyValue("kind", gap.kind())
                        .addKeyValue("detail", gap.detail())
                        .log(gap.forbidden() ? "a permission is missing" : "not everything is read"));
        told.stream()
                .filter(gap -> !now.contains(gap))
                .forEach(gap -> LOG.atInfo()
                        .addKeyValue("kind", gap.kind())
                        .addKeyValue("detail", gap.detail())
                        .log(gap.forbidden() ? "the permission is there" : "it is read"));
        told = now;
    }

    private static List<Gap> gaps(Stream<Permission> denied) {
        return denied.map(permission -> new Gap(permission.kind(), true, permission.denial()))
                .toList();
    }
}
