import { CheckContext, runLabel } from '../../CheckContext';

/** Finds `/kratix` where it is, and reads a field of the request's spec. */
const prelude = `set -eu
root="\${KRATIX_ROOT:-/kratix}"
value() { sed -n "s/^  $1: //p" "$root/input/object.yaml" | head -n 1; }
manifest() { printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata:\\n  name: %s\\n  namespace: default\\ndata:\\n  text: %s\\n' "$1" "$2"; }
echo "$KRATIX_PIPELINE_NAME of $KRATIX_OBJECT_NAME"
`;

const first = `${prelude}
manifest "$KRATIX_OBJECT_NAME-first" "$(value text)" > "$root/output/first.yaml"
if [ "$(value mode)" = fail ]; then echo 'told to fail' >&2; exit 3; fi
`;

const second = (suffix: string) => `${prelude}
manifest "$KRATIX_OBJECT_NAME-second" "$(value text)" > "$root/output/second.yaml"
printf 'message: made %s\\nmade: %s\\n' "$(value text)" "$(value text)" > "$root/metadata/status.yaml"
case "$(value mode)" in
  nowhere) printf -- '- matchLabels:\\n    ${runLabel}-other: "${suffix}"\\n' > "$root/metadata/destination-selectors.yaml" ;;
  suspend) grep -q '^    go: ' "$root/input/object.yaml" || printf 'suspend: true\\nmessage: told to wait\\n' > "$root/metadata/workflow-control.yaml" ;;
  retry) grep -q ' attempts: 1' "$root/input/object.yaml" || printf 'retryAfter: 2s\\nmessage: told to come again\\n' > "$root/metadata/workflow-control.yaml" ;;
esac
`;

const setUp = `${prelude}
manifest "$KRATIX_OBJECT_NAME-set-up" done > "$root/output/set-up.yaml"
`;

/** The Promise of a run: two configure pipelines and a delete pipeline for requests, one pipeline of its own. */
export function conformancePromise(context: CheckContext) {
  const { prefix, requests, suffix, options } = context;
  const pipeline = (name: string, script: string) => ({
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Pipeline',
    metadata: { name },
    spec: {
      jobOptions: { backoffLimit: 0 },
      restartPolicy: 'Never',
      containers: [
        {
          name: 'step',
          image: options.image,
          command: ['sh', '-c', script],
        },
      ],
    },
  });
  return {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Promise',
    metadata: context.metadata(prefix),
    spec: {
      destinationSelectors: [{ matchLabels: { [runLabel]: suffix } }],
      dependencies: [
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { name: `${prefix}-dependency`, namespace: 'default' },
          data: { text: 'dependency' },
        },
      ],
      api: {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `${requests.plural}.${requests.group}` },
        spec: {
          group: requests.group,
          scope: 'Namespaced',
          names: { plural: requests.plural, singular: 'thing', kind: 'Thing' },
          versions: [
            {
              name: requests.version,
              served: true,
              storage: true,
              schema: {
                openAPIV3Schema: {
                  type: 'object',
                  properties: {
                    spec: {
                      type: 'object',
                      properties: {
                        text: { type: 'string', default: 'one' },
                        mode: { type: 'string', default: 'ok' },
                      },
                    },
                  },
                },
              },
            },
          ],
        },
      },
      workflows: {
        promise: { configure: [pipeline('set-up', setUp)] },
        resource: {
          configure: [
            pipeline('first', first),
            pipeline('second', second(suffix)),
          ],
          delete: [pipeline('clear-up', prelude)],
        },
      },
    },
  };
}
