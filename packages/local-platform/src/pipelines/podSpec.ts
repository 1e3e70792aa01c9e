import { z } from 'zod';

const keySelector = z.object({
  name: z.string(),
  key: z.string(),
  optional: z.boolean().optional(),
});

const envVariable = z.object({
  name: z.string(),
  value: z.string().optional(),
  valueFrom: z
    .object({
      secretKeyRef: keySelector.optional(),
      configMapKeyRef: keySelector.optional(),
      fieldRef: z.object({ fieldPath: z.string() }).optional(),
    })
    .optional(),
});

const envSource = z.object({
  prefix: z.string().optional(),
  secretRef: z
    .object({ name: z.string(), optional: z.boolean().optional() })
    .optional(),
  configMapRef: z
    .object({ name: z.string(), optional: z.boolean().optional() })
    .optional(),
});

const container = z.object({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()).optional(),
  args: z.array(z.string()).optional(),
  workingDir: z.string().optional(),
  env: z.array(envVariable).optional(),
  envFrom: z.array(envSource).optional(),
  volumeMounts: z
    .array(
      z.object({
        name: z.string(),
        mountPath: z.string(),
        subPath: z.string().optional(),
        readOnly: z.boolean().optional(),
      }),
    )
    .optional(),
});

const items = z
  .array(z.object({ key: z.string(), path: z.string() }))
  .optional();

const volume = z
  .object({
    name: z.string(),
    emptyDir: z.object({}).nullish(),
    configMap: z
      .object({ name: z.string(), items, optional: z.boolean().optional() })
      .optional(),
    secret: z
      .object({
        secretName: z.string(),
        items,
        optional: z.boolean().optional(),
      })
      .optional(),
  })
  .passthrough();

const podSpec = z.object({
  restartPolicy: z.enum(['Always', 'OnFailure', 'Never']).default('Always'),
  terminationGracePeriodSeconds: z.number().min(0).default(30),
  activeDeadlineSeconds: z.number().positive().optional(),
  initContainers: z.array(container).default([]),
  containers: z.array(container).min(1),
  volumes: z.array(volume).default([]),
});

/** The parts of a Pod's `spec` that the runtime acts on. */
export type PodSpec = z.infer<typeof podSpec>;
export type Container = z.infer<typeof container>;
export type Volume = z.infer<typeof volume>;

/** @throws ZodError when the value is not a Pod's spec. */
export function readPodSpec(value: unknown): PodSpec {
  return podSpec.parse(value);
}
