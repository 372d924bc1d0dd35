{{- define "webhook-isolation.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "webhook-isolation.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else if contains (include "webhook-isolation.name" .) .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name (include "webhook-isolation.name" .) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "webhook-isolation.namespace" -}}
{{- default .Release.Namespace .Values.namespaceOverride -}}
{{- end -}}

{{- define "webhook-isolation.rotates" -}}
{{- if eq .Values.modeCeiling "rotate" }}true{{ end -}}
{{- end -}}

{{- define "webhook-isolation.observes" -}}
{{- if eq .Values.modeCeiling "observe" }}true{{ end -}}
{{- end -}}

{{- /* What may write trust has a Deployment and an account of its own: nothing that was bound to the other comes with it. */ -}}
{{- define "webhook-isolation.workload" -}}
{{- include "webhook-isolation.fullname" . }}{{ if include "webhook-isolation.rotates" . }}-rotate{{ end -}}
{{- end -}}

{{- define "webhook-isolation.account" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "webhook-isolation.workload" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- required "serviceAccount.name must be set where serviceAccount.create is false: account default is everybody's." .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "webhook-isolation.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/name: {{ include "webhook-isolation.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "webhook-isolation.podSelector" -}}
app.kubernetes.io/name: {{ include "webhook-isolation.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: {{ if include "webhook-isolation.rotates" . }}rotator{{ else }}operator{{ end }}
{{- end -}}

{{- define "webhook-isolation.image" -}}
{{- with .Values.image -}}
{{- with .registry }}{{ . }}/{{ end -}}
{{- .repository -}}
{{- if .digest }}@{{ .digest }}{{ else }}:{{ default $.Chart.AppVersion .tag }}{{ end -}}
{{- end -}}
{{- end -}}
