{{/* What web processes and workers have in common: given the root and the settings that tell them apart. */}}
{{- define "atiende.pod" }}
metadata:
  labels:
    app.kubernetes.io/name: atiende
    app.kubernetes.io/instance: {{ .root.Release.Name }}
    app.kubernetes.io/component: {{ .component }}
spec:
  automountServiceAccountToken: false
  enableServiceLinks: false
  terminationGracePeriodSeconds: 45
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile:
      type: RuntimeDefault
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          app.kubernetes.io/instance: {{ .root.Release.Name }}
          app.kubernetes.io/component: {{ .component }}
  containers:
    - name: atiende
      image: "{{ .root.Values.image.repository }}:{{ .root.Values.image.tag }}"
      imagePullPolicy: {{ .root.Values.image.pullPolicy }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities:
          drop: [ALL]
      env:
        - name: {{ .off }}
          value: 'off'
        - name: OPERATIONS_PORT
          value: '3100'
        - name: MASTER_KEY_FILE
          value: /run/atiende/master.key
        {{- range $name, $value := .root.Values.settings }}
        - name: {{ $name }}
          value: {{ $value | quote }}
        {{- end }}
      envFrom:
        - secretRef:
            name: {{ .root.Values.secretName }}
      ports:
        - name: http
          containerPort: 3000
        - name: operations
          containerPort: 3100
      {{- if eq .component "web" }}
      # Gives the balancer time to learn that no new requests come here; those at hand are answered after it.
      lifecycle:
        preStop:
          exec:
            command: [sleep, '5']
      {{- end }}
      startupProbe:
        httpGet: { path: /livez, port: operations }
        periodSeconds: 5
        failureThreshold: 60
      readinessProbe:
        httpGet: { path: /readyz, port: operations }
        periodSeconds: 5
        timeoutSeconds: 8
      livenessProbe:
        httpGet: { path: /livez, port: operations }
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      resources: {{ .resources | toJson }}
      volumeMounts:
        - { name: files, mountPath: /data }
        - { name: key, mountPath: /run/atiende, readOnly: true }
        - { name: scratch, mountPath: /tmp }
  volumes:
    - name: files
      persistentVolumeClaim:
        claimName: {{ .root.Release.Name }}-files
    - name: key
      secret:
        secretName: {{ .root.Values.secretName }}
        defaultMode: 288
        items:
          - { key: master.key, path: master.key }
    - name: scratch
      emptyDir: { sizeLimit: 1Gi }
{{- end }}
