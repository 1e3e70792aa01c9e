import { z, type ZodTypeAny } from 'zod';

/**
 * A Kubernetes object as a step reads it. The spec is the caller's.
 *
 * @public
 */
export interface KubernetesObject<TSpec> {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: TSpec;
}

const envelope = z.object({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.object({
    name: z.string().min(1),
    namespace: z.string().optional(),
    labels: z.record(z.string()).optional(),
    annotations: z.record(z.string()).optional(),
  }),
  spec: z.unknown(),
});

/**
 * A parser of an object with the given spec, for {@link KratixPipeline.readObject}. Fields that
 * the schema does not name are dropped, the status included.
 *
 * @public
 */
export function objectSchema<TSpec extends ZodTypeAny>(
  spec: TSpec,
): { parse(value: unknown): KubernetesObject<z.output<TSpec>> } {
  return {
    parse: value => {
      const object = envelope.parse(value);
      return {
        ...object,
        spec: spec.parse(object.spec, { path: ['spec'] }),
      };
    },
  };
}
