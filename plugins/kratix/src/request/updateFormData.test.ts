import { details } from '../__testUtils__/samples';
import { updateFormData } from './updateFormData';

const withSpec = (spec: unknown) =>
  updateFormData(
    details({
      manifest: {
        apiVersion: 'a/v1',
        kind: 'Team',
        metadata: { name: 'payments' },
        spec,
      },
    }),
  );

const REQUEST = {
  requestPlatform: 'local',
  requestNamespace: 'default',
  requestName: 'payments',
};

describe('updateFormData', () => {
  it('holds the fields of the spec and which request it is', () => {
    expect(withSpec({ id: 'p', size: { cpu: 1 } })).toEqual({
      id: 'p',
      size: { cpu: 1 },
      ...REQUEST,
    });
  });

  it('does not let the spec say which request it is', () => {
    expect(withSpec({ requestName: 'other' })).toEqual(REQUEST);
  });

  it.each([undefined, null, 'text', ['list']])('bears a spec of %p', spec => {
    expect(withSpec(spec)).toEqual(REQUEST);
  });
});
