import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  KratixRequest,
  PipelineStatus,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { LabelsOf, METRICS } from './metrics';

/** How a Pipeline ended. */
type Outcome = 'Succeeded' | 'Failed';

const isOver = (phase: string): phase is Outcome =>
  phase === 'Succeeded' || phase === 'Failed';

/** Seconds between two times of the cluster; undefined where they cannot be the ends of one run. */
function secondsBetween(start: string, end?: string): number | undefined {
  const seconds = (Date.parse(end ?? '') - Date.parse(start)) / 1000;
  return seconds >= 0 ? seconds : undefined;
}

/**
 * Measures the Pipelines of requests by the phases that Kratix writes (KRATIX.md §1.1), to the second.
 * Each replica sees all of them: what is exported by one is enough.
 *
 * @returns what is to be called with each platform; that gives a function that ends it
 */
export function measurePipelines(metrics: MetricsService) {
  type Duration = LabelsOf<'kratix_pipeline_duration_seconds'>;
  type Errors = LabelsOf<'kratix_pipeline_errors_total'>;
  const duration = metrics.createHistogram<Duration>(
    'kratix_pipeline_duration_seconds',
    {
      description: METRICS.kratix_pipeline_duration_seconds.description,
      unit: 's',
      advice: {
        explicitBucketBoundaries: [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800],
      },
    },
  );
  const errors = metrics.createCounter<Errors>('kratix_pipeline_errors_total', {
    description: METRICS.kratix_pipeline_errors_total.description,
  });

  return (platform: KratixPlatform): (() => void) => {
    /** When the Pipelines that run have begun, by request and Pipeline. */
    const running = new Map<string, Map<string, string>>();

    const followPipeline = (
      { ref }: KratixRequest,
      { name, phase, lastTransitionTime }: PipelineStatus,
      begun: Map<string, string>,
    ) => {
      if (phase === 'Running' && lastTransitionTime) {
        begun.set(name, lastTransitionTime);
        return;
      }
      const start = begun.get(name);
      begun.delete(name);
      if (start === undefined || !isOver(phase)) {
        return;
      }
      const { platform: of, promise } = ref;
      const labels = { platform: of, promise, pipeline: name };
      const seconds = secondsBetween(start, lastTransitionTime);
      if (seconds !== undefined) {
        duration.record(seconds, { ...labels, outcome: phase });
      }
      if (phase === 'Failed') {
        errors.add(1, labels);
      }
    };
    const follow = (request: KratixRequest) => {
      const key = stringifyRequestRef(request.ref);
      const begun = running.get(key) ?? new Map<string, string>();
      for (const pipeline of request.pipelines) {
        followPipeline(request, pipeline, begun);
      }
      if (begun.size) {
        running.set(key, begun);
      } else {
        running.delete(key);
      }
    };

    platform.requests().forEach(follow);
    return platform.subscribe(change => {
      if (change.kind !== 'request' || change.type === 'synced') {
        return;
      }
      if (change.type === 'deleted') {
        running.delete(stringifyRequestRef(change.object.ref));
      } else {
        follow(change.object);
      }
    });
  };
}
