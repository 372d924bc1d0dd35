{{- /* The rules of deploy/kustomize, apart by what has a namespace and what has none; a test compares. */ -}}

{{- define "webhook-isolation.rules.audit.shared" -}}
# Call sites: who names a Service
- apiGroups: [admissionregistration.k8s.io]
  resources: [validatingwebhookconfigurations, mutatingwebhookconfigurations]
  verbs: [list, watch]
- apiGroups: [apiextensions.k8s.io]
  resources: [customresourcedefinitions]
  verbs: [list, watch]
- apiGroups: [apiregistration.k8s.io]
  resources: [apiservices]
  verbs: [list, watch]
{{- end -}}

{{- define "webhook-isolation.rules.audit.namespaced" -}}
- apiGroups: [webhook-isolation.io]
  resources: [webhookisolationpolicies]
  verbs: [list, watch]
# Whom a Service reaches
- apiGroups: [""]
  resources: [services, pods]
  verbs: [list, watch]
- apiGroups: [discovery.k8s.io]
  resources: [endpointslices]
  verbs: [list, watch]
- apiGroups: [apps]
  resources: [deployments, statefulsets, daemonsets, replicasets]
  verbs: [list, watch]
- apiGroups: [batch]
  resources: [jobs, cronjobs]
  verbs: [list, watch]
# Read live when a repair is at hand: which certificate is for which Service, and who else uses it
- apiGroups: [cert-manager.io]
  resources: [certificates]
  verbs: [list]
- apiGroups: [networking.k8s.io]
  resources: [ingresses]
  verbs: [list]
- apiGroups: [gateway.networking.k8s.io]
  resources: [httproutes]
  verbs: [list]
- apiGroups: [monitoring.coreos.com]
  resources: [servicemonitors]
  verbs: [list]
{{- end -}}

{{- define "webhook-isolation.rules.report.shared" -}}
- apiGroups: [authorization.k8s.io]
  resources: [selfsubjectaccessreviews]
  verbs: [create]
{{- end -}}

{{- define "webhook-isolation.rules.report.namespaced" -}}
- apiGroups: [webhook-isolation.io]
  resources: [webhookisolationpolicies, webhookisolationpolicies/status]
  verbs: [patch]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create, patch]
{{- end -}}

{{- define "webhook-isolation.rules.narrow.namespaced" -}}
- apiGroups: [""]
  resources: [services]
  verbs: [patch]
{{- end -}}

{{- define "webhook-isolation.rules.label.namespaced" -}}
- apiGroups: [apps]
  resources: [deployments]
  verbs: [patch]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [list]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [list]
- apiGroups: [monitoring.coreos.com]
  resources: [podmonitors]
  verbs: [list]
{{- end -}}

{{- define "webhook-isolation.rules.secrets.namespaced" -}}
- apiGroups: [""]
  resources: [secrets]
  verbs: [get]
{{- end -}}

{{- define "webhook-isolation.rules.rotate.shared" -}}
- apiGroups: [admissionregistration.k8s.io]
  resources: [validatingwebhookconfigurations, mutatingwebhookconfigurations]
  verbs: [get, patch]
- apiGroups: [apiextensions.k8s.io]
  resources: [customresourcedefinitions]
  verbs: [get, patch]
- apiGroups: [apiregistration.k8s.io]
  resources: [apiservices]
  verbs: [get, patch]
- apiGroups: [""]
  resources: [namespaces]
  verbs: [get]
{{- end -}}

{{- /* The names of the parts above that this installation needs, as {"parts": […]}. */ -}}
{{- define "webhook-isolation.parts" -}}
{{- $parts := list "audit" -}}
{{- if not (include "webhook-isolation.observes" .) }}{{ $parts = append $parts "report" }}{{ end -}}
{{- if has .Values.modeCeiling (list "narrow" "rotate") }}{{ $parts = append $parts "narrow" }}{{ end -}}
{{- if include "webhook-isolation.rotates" . }}{{ $parts = append $parts "rotate" }}{{ end -}}
{{- if .Values.rbac.labelWorkloads }}{{ $parts = append $parts "label" }}{{ end -}}
{{- if .Values.rbac.readSecrets }}{{ $parts = append $parts "secrets" }}{{ end -}}
{{- toJson (dict "parts" $parts) -}}
{{- end -}}

{{- define "webhook-isolation.subjects" -}}
- kind: ServiceAccount
  name: {{ include "webhook-isolation.account" . }}
  namespace: {{ include "webhook-isolation.namespace" . }}
{{- end -}}
