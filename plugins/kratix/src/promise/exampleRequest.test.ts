import { parse } from 'yaml';
import { promiseDetails } from '../__testUtils__/samples';
import { exampleRequest } from './exampleRequest';

const exampleOf = (spec: unknown) =>
  parse(
    exampleRequest(
      promiseDetails({ schema: { type: 'object', properties: { spec } } }),
    ) ?? '',
  );

describe('exampleRequest', () => {
  it('gives what must be given, and defaults', () => {
    expect(
      exampleOf({
        type: 'object',
        required: ['id', 'size', 'replicas', 'hosts', 'owner'],
        properties: {
          id: { type: 'string', pattern: '^[a-z]+$', maxLength: 40 },
          size: { type: 'string', enum: ['small', 'large'] },
          replicas: { type: 'integer', minimum: 2 },
          hosts: { type: 'array', items: { type: 'string' } },
          owner: {
            type: 'object',
            required: ['email', 'site'],
            properties: {
              email: { type: 'string', pattern: '^[^@]+@[^@]+$' },
              site: { type: 'string', format: 'uri' },
              phone: { type: 'string' },
            },
          },
          region: { type: 'string', default: 'eu' },
          note: { type: 'string' },
        },
      }),
    ).toEqual({
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'Team',
      metadata: { name: 'example', namespace: 'default' },
      spec: {
        id: 'example',
        size: 'small',
        replicas: 2,
        hosts: ['example'],
        owner: {
          email: 'example@example.com',
          site: 'https://example.com',
        },
        region: 'eu',
      },
    });
  });

  it('says what is wanted where it knows no example', () => {
    expect(
      exampleOf({
        type: 'object',
        required: ['code', 'odd'],
        properties: {
          code: { type: 'string', pattern: '^[A-Z]{3}-[0-9]{7}$' },
          odd: { type: 'string', pattern: '(?P<bad>' },
        },
      }).spec,
    ).toEqual({ code: '<^[A-Z]{3}-[0-9]{7}$>', odd: 'example' });
  });

  it('is none for a Promise from which nothing can be requested', () => {
    expect(exampleRequest(promiseDetails({ api: undefined }))).toBeUndefined();
  });
});
