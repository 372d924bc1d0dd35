package io.webhookisolation.rotation;

import io.webhookisolation.model.CallSite;
import io.webhookisolation.trust.Consent;
import io.webhookisolation.trust.ManagedBy;
import io.webhookisolation.trust.SecretRule;
import io.webhookisolation.trust.Serving;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All that was seen of one serving Secret: what it holds, who serves it, who calls, and which authorities are ours.
 *
 * @param managedBy who looks after the certificate; nothing is done unless that is the policy
 * @param secret as found where the owners mount it
 * @param keyFits the Secret's private key belongs to its leaf
 * @param authorities those of ours that have not been forgotten, in any order
 * @param highest the highest generation that was ever seen, in whatever place; 0 if none was
 * @param serverNames of the owner's Services that use the Secret
 * @param subtrees below which our authorities may certify names
 * @param consents how each call site that may be written gave its consent
 * @param contested call sites where somebody else keeps taking our authorities out
 * @param costOfStoring why a change of the Secret may cost calls, since it has Pods replaced; empty if it costs none
 * @param restart what may be done about Pods that go on serving a former leaf
 */
public record Scene(
        ManagedBy managedBy,
        SecretRule.Seen secret,
        boolean keyFits,
        Serving serving,
        List<KnownAuthority> authorities,
        int highest,
        SortedSet<String> serverNames,
        SortedSet<String> subtrees,
        Map<CallSite, Consent> consents,
        Set<CallSite> contested,
        Optional<String> costOfStoring,
        Restart restart) {

    public Scene {
        authorities = sorted(authorities);
        serverNames = Collections.unmodifiableSortedSet(new TreeSet<>(serverNames));
        subtrees = Collections.unmodifiableSortedSet(new TreeSet<>(subtrees));
        consents = Map.copyOf(consents);
        contested = Set.copyOf(contested);
    }

    /** The same, where it is known what may be done about Pods that do not reload. */
    public Scene with(Restart other) {
        return new Scene(
                managedBy,
                secret,
                keyFits,
                serving,
                authorities,
                highest,
                serverNames,
                subtrees,
                consents,
                contested,
                costOfStoring,
                other);
    }

    /** The authority of ours that signed the leaf of this chain; empty if none did. */
    public Optional<KnownAuthority> issuerOf(List<X509Certificate> chain) {
        return Issuers.of(chain, authorities);
    }

    /** Whether our authorities may certify this name. */
    boolean isWithin(String name) {
        return subtrees.stream().anyMatch(subtree -> name.equals(subtree) || name.endsWith("." + subtree));
    }

    private static List<KnownAuthority> sorted(Collection<KnownAuthority> authorities) {
        return authorities.stream()
                .sorted((one, other) -> one.generation().compareTo(other.generation()))
                .toList();
    }
}
