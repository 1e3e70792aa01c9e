import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { derivePromiseState } from 'backstage-plugin-kratix-common';
import { KratixPlatform, KratixPlatforms } from 'backstage-plugin-kratix-node';
import { RequestTable } from '../query/RequestTable';
import { LabelsOf, MetricName, METRICS } from './metrics';

type Observe<N extends MetricName> = (
  value: number,
  labels: LabelsOf<N>,
) => void;

/** An exporter asks all metrics in one go: what several of them need is looked up once for all. */
function oncePerCollection<K, V>(look: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return key => {
    const value = known.get(key) ?? look(key);
    if (!known.size) {
      setImmediate(() => known.clear());
    }
    known.set(key, value);
    return value;
  };
}

/**
 * Exports what the caches of the platforms hold. It is read from memory when an exporter asks, and is the
 * same on every replica.
 *
 * @param requestLimit - with more requests than this, none is exported by its name: each name is a time
 * series of its own
 */
export function exportPlatformMetrics(
  metrics: MetricsService,
  options: {
    platforms: KratixPlatforms;
    table: RequestTable;
    requestLimit: number;
    now?: () => number;
  },
): void {
  const { platforms, table, requestLimit, now = Date.now } = options;
  const statusOf = oncePerCollection((platform: KratixPlatform) =>
    platform.status(),
  );

  const exports = <N extends MetricName>(
    create: 'createObservableGauge' | 'createObservableCounter',
    name: N,
    read: (platform: KratixPlatform, observe: Observe<N>) => void,
  ) =>
    metrics[create]<LabelsOf<N>>(name, {
      description: METRICS[name].description,
    }).addCallback(result => {
      for (const platform of platforms.all()) {
        read(platform, (value, labels) => result.observe(value, labels));
      }
    });

  exports('createObservableGauge', 'kratix_promise_info', (platform, observe) =>
    platform.promises().forEach(promise =>
      observe(1, {
        platform: platform.name,
        promise: promise.name,
        version: promise.version ?? '',
        state: derivePromiseState(promise).name,
      }),
    ),
  );
  exports('createObservableGauge', 'kratix_requests', (platform, observe) =>
    platform.promises().forEach(promise => {
      const labels = { platform: platform.name, promise: promise.name };
      const { counts } = table.summarize(platform.name, promise.name);
      for (const [state, count] of Object.entries(counts)) {
        observe(count, { ...labels, state });
      }
    }),
  );
  exports(
    'createObservableGauge',
    'kratix_resource_info',
    (platform, observe) => {
      const counts = Object.values(table.count({}));
      if (counts.reduce((sum, count) => sum + count, 0) > requestLimit) {
        return;
      }
      platform.requests().forEach(request => {
        const { promise, namespace, name } = request.ref;
        const state = platform.requestState(request).name;
        const labels = { promise, namespace, name, state };
        observe(1, { platform: platform.name, ...labels });
      });
    },
  );
  exports(
    'createObservableGauge',
    'kratix_platform_reachable',
    (platform, observe) =>
      observe(statusOf(platform).reachable ? 1 : 0, {
        platform: platform.name,
      }),
  );
  exports(
    'createObservableGauge',
    'kratix_platform_contact_age_seconds',
    (platform, observe) => {
      const { lastContact } = statusOf(platform);
      if (lastContact) {
        const age = (now() - Date.parse(lastContact)) / 1000;
        observe(Math.max(0, age), { platform: platform.name });
      }
    },
  );
  exports(
    'createObservableGauge',
    'kratix_cache_objects',
    (platform, observe) =>
      statusOf(platform).kinds.forEach(({ kind, objects }) =>
        observe(objects, { platform: platform.name, kind }),
      ),
  );
  exports('createObservableGauge', 'kratix_cache_synced', (platform, observe) =>
    statusOf(platform).kinds.forEach(({ kind, state }) =>
      observe(state === 'synced' ? 1 : 0, { platform: platform.name, kind }),
    ),
  );
  exports(
    'createObservableCounter',
    'kratix_api_calls_total',
    (platform, observe) =>
      platform.calls().forEach(({ method, status, count }) => {
        const labels = { method, status: String(status) };
        observe(count, { platform: platform.name, ...labels });
      }),
  );
}
