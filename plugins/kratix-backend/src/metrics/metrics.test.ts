import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  MetricsServiceObservableCallback,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { parse } from 'yaml';
import { eventually } from '../__testUtils__/eventually';
import { FAILED_STATUS, team } from '../__testUtils__/kratixObjects';
import { setup } from '../__testUtils__/setup';
import { METRICS } from './metrics';

type Sample = [value: number, labels: Record<string, unknown>];

/** What an exporter would have: what was recorded, and what observed metrics say when asked. */
function collect() {
  const recorded = new Map<string, Sample[]>();
  const observed = new Map<string, MetricsServiceObservableCallback[]>();
  const record =
    (name: string) =>
    (value: number, labels = {}) => {
      recorded.set(name, [...(recorded.get(name) ?? []), [value, labels]]);
    };
  const observable = (name: string) => ({
    addCallback: (callback: MetricsServiceObservableCallback) => {
      observed.set(name, [...(observed.get(name) ?? []), callback]);
    },
    removeCallback: () => {},
  });
  const service = createServiceFactory({
    service: metricsServiceRef,
    deps: {},
    factory: () =>
      metricsServiceMock.mock({
        createCounter: name => ({ add: record(name) }),
        createHistogram: name => ({ record: record(name) }),
        createObservableGauge: observable,
        createObservableCounter: observable,
      }),
  });
  return {
    service,
    samples(name: string): Sample[] {
      const samples = [...(recorded.get(name) ?? [])];
      for (const callback of observed.get(name) ?? []) {
        callback({
          observe: (value, labels = {}) => samples.push([value, labels]),
        });
      }
      return samples;
    },
  };
}

const pipeline = (phase: string, lastTransitionTime: string) => ({
  kratix: {
    workflows: {
      pipelines: [{ name: 'configure', phase, lastTransitionTime }],
    },
  },
});

let context: Awaited<ReturnType<typeof setup>>;
const metrics = collect();
beforeAll(async () => {
  context = await setup({
    teams: [team('a'), { ...team('b'), status: FAILED_STATUS }],
    features: [metrics.service],
  });
});
afterAll(async () => {
  await context.stop();
});

it('asks a platform how it is doing once for all metrics', () => {
  const asked = jest.spyOn(context.platform, 'status');
  const names = Object.keys(METRICS);
  expect(names.flatMap(name => metrics.samples(name)).length).toBeGreaterThan(
    names.length / 2,
  );
  expect(asked).toHaveBeenCalledTimes(1);
  asked.mockRestore();
});

it('exports Promises and requests by state, and how the caches are doing', () => {
  expect(metrics.samples('kratix_promise_info')).toContainEqual([
    1,
    { platform: 'local', promise: 'team', version: '', state: 'Available' },
  ]);
  const of = { platform: 'local', promise: 'team' };
  expect(new Set(metrics.samples('kratix_requests'))).toEqual(
    new Set([
      [1, { ...of, state: 'Failed' }],
      [1, { ...of, state: 'Pending' }],
    ]),
  );
  expect(new Set(metrics.samples('kratix_resource_info'))).toEqual(
    new Set([
      [1, { ...of, namespace: 'default', name: 'a', state: 'Pending' }],
      [1, { ...of, namespace: 'default', name: 'b', state: 'Failed' }],
    ]),
  );
  expect(metrics.samples('kratix_platform_reachable')).toEqual([
    [1, { platform: 'local' }],
  ]);
  const [[age]] = metrics.samples('kratix_platform_contact_age_seconds');
  expect(age).toBeGreaterThanOrEqual(0);
  const teams = { platform: 'local', kind: 'Team' };
  expect(metrics.samples('kratix_cache_objects')).toContainEqual([2, teams]);
  expect(metrics.samples('kratix_cache_synced')).toContainEqual([1, teams]);
  const calls = metrics.samples('kratix_api_calls_total');
  const answered = { platform: 'local', method: 'GET', status: '200' };
  expect(calls).toContainEqual([expect.any(Number), answered]);
});

it('measures a Pipeline from its start to its end, and counts what fails', async () => {
  const { cluster } = context;
  const status = async (name: string, phase: string, time: string) => {
    cluster.change('teams', name, metadata => ({
      metadata,
      status: pipeline(phase, time),
    }));
  };
  await status('a', 'Running', '2026-01-01T00:00:00Z');
  await status('a', 'Succeeded', '2026-01-01T00:00:07Z');
  await status('b', 'Running', '2026-01-01T00:00:00Z');
  await status('b', 'Failed', '2026-01-01T00:01:00Z');
  // What has ended is not counted again.
  await status('b', 'Failed', '2026-01-01T00:01:00Z');
  const of = { platform: 'local', promise: 'team', pipeline: 'configure' };
  await eventually(() =>
    expect(metrics.samples('kratix_pipeline_duration_seconds')).toEqual([
      [7, { ...of, outcome: 'Succeeded' }],
      [60, { ...of, outcome: 'Failed' }],
    ]),
  );
  expect(metrics.samples('kratix_pipeline_errors_total')).toEqual([[1, of]]);
});

describe('what deploy/monitoring asks for', () => {
  const folder = path.resolve(__dirname, '../../../../deploy/monitoring');
  const dashboard = JSON.parse(
    readFileSync(path.join(folder, 'dashboard.json'), 'utf8'),
  );
  const alerts = parse(readFileSync(path.join(folder, 'alerts.yaml'), 'utf8'));
  const queries: string[] = [
    ...dashboard.panels.flatMap(
      ({ targets }: { targets: { expr: string }[] }) =>
        targets.map(({ expr }) => expr),
    ),
    ...alerts.groups.flatMap(({ rules }: { rules: { expr: string }[] }) =>
      rules.map(({ expr }) => expr),
    ),
  ];
  const labelsOf = new Map<string, readonly string[]>(
    Object.entries(METRICS).map(([name, { labels }]) => [name, labels]),
  );

  it.each(queries)('is exported: %s', query => {
    // Those of the catalog module all have one label, and are held against it there.
    const names = [...query.matchAll(/kratix_(?!ingestion)\w+/g)].map(
      ([name]) => name.replace(/_bucket$/, ''),
    );
    const known = names.flatMap(name => labelsOf.get(name) ?? [`no ${name}`]);
    expect(known.filter(label => label.startsWith('no '))).toEqual([]);
    const asked = [
      ...[...query.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list]) =>
        list.split(',').map(label => label.trim()),
      ),
      ...[...query.matchAll(/(\w+)(?:=~|!=|!~|=)"/g)].map(([, label]) => label),
    ].filter(label => label !== 'le' && label !== '__name__');
    const allowed = names.length ? known : ['source'];
    expect(asked.filter(label => !allowed.includes(label))).toEqual([]);
  });
});
