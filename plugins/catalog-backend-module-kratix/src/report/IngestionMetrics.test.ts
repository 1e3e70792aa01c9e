import { readFileSync } from 'node:fs';
import path from 'node:path';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { mockServices } from '@backstage/backend-test-utils';
import { IngestionMetrics } from './IngestionMetrics';

it.each(['dashboard.json', 'alerts.yaml'])(
  'what deploy/monitoring/%s asks for is exported',
  file => {
    const exported: string[] = [];
    const instrument = (name: string) => {
      exported.push(name.replaceAll('.', '_'));
      return { add: () => {}, addCallback: () => {}, removeCallback: () => {} };
    };
    const metrics = metricsServiceMock.mock({
      createCounter: name => instrument(`${name}_total`),
      createObservableGauge: instrument,
    });
    const options = { sources: [], logger: mockServices.logger.mock() };
    expect(
      new IngestionMetrics(metrics, {
        ...options,
        ledger: () => Promise.reject(new Error('not asked')),
      }),
    ).toBeDefined();
    const text = readFileSync(
      path.resolve(__dirname, '../../../../deploy/monitoring', file),
      'utf8',
    );
    const asked = [...text.matchAll(/kratix_ingestion_\w+/g)].map(([name]) =>
      // An exporter may add the unit to a name.
      name.replace(/_seconds$/, ''),
    );
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter(name => !exported.includes(name))).toEqual([]);
  },
);
