/**
 * What Kratix is configured with: the settings of its ConfigMap, and the delays that are constants in
 * Kratix and that tests shorten. All times are in milliseconds.
 */
export interface KratixConfig {
  /** The image of the containers reader, work-writer and status-writer (`PIPELINE_ADAPTER_IMG`). */
  pipelineAdapterImage: string;
  /** Jobs kept per pipeline and object. */
  numberOfJobsToKeep: number;
  /** How long after a workflow ended it is run again. */
  reconciliationInterval: number;
  /** Whether a failed workflow is run again after that time too. */
  reconcileAfterFailure: boolean;
  /** How often each placement is written again to correct drift; 0 switches it off. */
  stateStoreReconciliationInterval: number;
  /** `backoffLimit` of the Jobs whose pipeline sets none; unset leaves Kubernetes' default of 6. */
  defaultBackoffLimit?: number;
  /** Whether new requests follow the Promise (`floating`) or stay at its version (`pinned`). */
  resourceBindingVersionStrategy: 'floating' | 'pinned';
  /** Waits of the controllers. */
  delays: {
    /** Until something that was asked for is looked at again. */
    fast: number;
    /** Until a failed read or write of a state store is tried again. */
    default: number;
    /** Until a request or Work that waits for something else is looked at again. */
    slow: number;
    /** Upper bound of the back-off after errors. */
    maxBackoff: number;
  };
  /** Bounds of what one pipeline may write, in bytes and files. */
  outputLimits: {
    /** Size of one file. */
    fileBytes: number;
    /** Number of files. */
    files: number;
    /** Size of all files together. */
    totalBytes: number;
    /** Size of the Work that holds them compressed: what a cluster's store takes for one object. */
    workBytes: number;
  };
}

/** The values Kratix uses unless it is told otherwise. */
export const defaultKratixConfig: KratixConfig = {
  pipelineAdapterImage:
    'docker.io/syntasso/kratix-platform-pipeline-adapter:latest',
  numberOfJobsToKeep: 5,
  reconciliationInterval: 10 * 3_600_000,
  reconcileAfterFailure: true,
  stateStoreReconciliationInterval: 10 * 3_600_000,
  resourceBindingVersionStrategy: 'floating',
  delays: { fast: 5_000, default: 15_000, slow: 60_000, maxBackoff: 60_000 },
  outputLimits: {
    fileBytes: 10 * 1024 * 1024,
    files: 10_000,
    totalBytes: 32 * 1024 * 1024,
    workBytes: 1_500_000,
  },
};
