import { z } from 'zod';
import { KubeObject } from '../../kube';

const workloadSchema = z.object({
  filepath: z.string(),
  /** base64 of gzip of the file's bytes. */
  content: z.string(),
});

const groupSelectorSchema = z.object({
  matchLabels: z.record(z.string()).default({}),
  source: z.string().default(''),
});

const workloadGroupSchema = z.object({
  id: z.string().default(''),
  directory: z.string().default('.'),
  workloads: z.array(workloadSchema).default([]),
  destinationSelectors: z.array(groupSelectorSchema).optional(),
});

const workSpecSchema = z.object({
  promiseName: z.string().default(''),
  resourceName: z.string().default(''),
  workloadGroups: z.array(workloadGroupSchema).default([]),
});

const workPlacementSpecSchema = z.object({
  targetDestinationName: z.string().default(''),
  workloads: z.array(workloadSchema).default([]),
  promiseName: z.string().default(''),
  resourceName: z.string().default(''),
  id: z.string().default(''),
});

export type Workload = z.infer<typeof workloadSchema>;
export type GroupSelector = z.infer<typeof groupSelectorSchema>;
export type WorkloadGroup = z.infer<typeof workloadGroupSchema>;
export type WorkSpec = z.infer<typeof workSpecSchema>;
export type WorkPlacementSpec = z.infer<typeof workPlacementSpecSchema>;

export function readWork(object: KubeObject): WorkSpec {
  return workSpecSchema.parse(object.spec ?? {});
}

export function readWorkPlacement(object: KubeObject): WorkPlacementSpec {
  return workPlacementSpecSchema.parse(object.spec ?? {});
}

/** A Work without a request belongs to the Promise: it goes to every matching Destination. */
export function isForRequest(work: WorkSpec): boolean {
  return work.resourceName !== '';
}
