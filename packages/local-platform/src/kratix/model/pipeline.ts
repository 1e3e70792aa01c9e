import { z } from 'zod';

const stringMap = z.record(z.string());
const anyObject = z.record(z.unknown());

const containerSchema = z
  .object({
    name: z.string().min(1),
    image: z.string().min(1),
    args: z.array(z.string()).optional(),
    command: z.array(z.string()).optional(),
    env: z.array(anyObject).optional(),
    envFrom: z.array(anyObject).optional(),
    volumeMounts: z.array(anyObject).optional(),
    imagePullPolicy: z.string().optional(),
    securityContext: anyObject.optional(),
    resources: anyObject.optional(),
  })
  .strict();

const permissionSchema = z
  .object({
    resourceNamespace: z.string().optional(),
    apiGroups: z.array(z.string()).optional(),
    resources: z.array(z.string()).optional(),
    verbs: z.array(z.string()),
    resourceNames: z.array(z.string()).optional(),
    nonResourceURLs: z.array(z.string()).optional(),
  })
  .strict();

/** A Pipeline, which lives inside a Promise only. Unknown fields are refused, as Kratix does. */
export const pipelineSchema = z
  .object({
    apiVersion: z.literal('platform.kratix.io/v1alpha1'),
    kind: z.literal('Pipeline'),
    metadata: z
      .object({
        name: z.string().min(1),
        namespace: z.string().optional(),
        labels: stringMap.optional(),
        annotations: stringMap.optional(),
      })
      .strip(),
    spec: z
      .object({
        containers: z.array(containerSchema).default([]),
        imagePullSecrets: z.array(z.object({ name: z.string() })).optional(),
        jobOptions: z
          .object({ backoffLimit: z.number().int().min(0).optional() })
          .strict()
          .optional(),
        nodeSelector: stringMap.optional(),
        rbac: z
          .object({
            serviceAccount: z.string().optional(),
            permissions: z.array(permissionSchema).optional(),
          })
          .strict()
          .optional(),
        restartPolicy: z.enum(['OnFailure', 'Never']).optional(),
        tolerations: z.array(anyObject).optional(),
        volumes: z.array(anyObject).optional(),
      })
      .strict(),
  })
  .strict();

export type Pipeline = z.infer<typeof pipelineSchema>;
export type PipelinePermission = z.infer<typeof permissionSchema>;

export type WorkflowType = 'resource' | 'promise';
export type WorkflowAction = 'configure' | 'delete';
