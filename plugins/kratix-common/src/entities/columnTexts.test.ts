import { PrinterColumn } from '../promise';
import { readColumns } from './columnTexts';

const column = (name: string, jsonPath: string): PrinterColumn => ({
  name,
  jsonPath,
  type: 'string',
});

const manifest = {
  apiVersion: 'example.org/v1',
  kind: 'Team',
  metadata: {
    name: 'a',
    uid: '1',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  spec: { members: ['x', 'y'] },
  status: { message: 'Done', url: 'https://a', nested: { size: 3 } },
};

describe('readColumns', () => {
  it('gives columns that have a value, and which field of the status they show', () => {
    expect(
      readColumns(manifest, [
        column('Members', '.spec.members'),
        column('Address', '.status.url'),
        column('Size', '.status.nested.size'),
        column('Missing', '.status.none'),
        column('Odd', '.status.conditions[?(@.type=="Ready")].status'),
      ]),
    ).toEqual([
      { name: 'Members', value: '["x","y"]' },
      { name: 'Address', value: 'https://a', statusField: 'url' },
      { name: 'Size', value: '3' },
    ]);
  });

  it('leaves out what the page of a request shows anyway', () => {
    expect(
      readColumns(manifest, [
        column('Message', '.status.message'),
        column('Age', '.metadata.creationTimestamp'),
      ]),
    ).toEqual([]);
  });
});
