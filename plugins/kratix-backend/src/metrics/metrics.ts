/** What is exported, and with which labels. Read beside `docs/operate.md`, which says it to people. */
export const METRICS = {
  kratix_promise_info: {
    description: 'Promises, by availability; always 1',
    labels: ['platform', 'promise', 'version', 'state'],
  },
  kratix_resource_info: {
    description: 'Requests, by state; always 1; none beyond the limit',
    labels: ['platform', 'promise', 'namespace', 'name', 'state'],
  },
  kratix_requests: {
    description: 'How many requests of a Promise are in a state',
    labels: ['platform', 'promise', 'state'],
  },
  kratix_pipeline_duration_seconds: {
    description: 'Time from the start of a Pipeline of a request to its end',
    labels: ['platform', 'promise', 'pipeline', 'outcome'],
  },
  kratix_pipeline_errors_total: {
    description: 'Pipelines of requests that failed for good',
    labels: ['platform', 'promise', 'pipeline'],
  },
  kratix_platform_reachable: {
    description: 'Whether the last call to the API server got an answer',
    labels: ['platform'],
  },
  kratix_platform_contact_age_seconds: {
    description: 'Time since the API server was last heard of',
    labels: ['platform'],
  },
  kratix_cache_objects: {
    description: 'Objects of a kind that are held in memory',
    labels: ['platform', 'kind'],
  },
  kratix_cache_synced: {
    description: 'Whether the cache of a kind follows the cluster',
    labels: ['platform', 'kind'],
  },
  kratix_api_calls_total: {
    description: 'Calls to the API server, as they were answered',
    labels: ['platform', 'method', 'status'],
  },
} as const;

/** @internal */
export type MetricName = keyof typeof METRICS;

/** The labels of a metric, none of them left out. */
export type LabelsOf<N extends MetricName> = {
  [label in (typeof METRICS)[N]['labels'][number]]: string;
};
