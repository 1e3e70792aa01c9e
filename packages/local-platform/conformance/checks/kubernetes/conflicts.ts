import { Check } from '../../Check';
import { expectMatch } from '../../expectations';
import { at } from '../../json';
import { patchTypes } from '../../KubeApi';
import { crdServed } from './crdServed';

export const conflicts: Check = {
  name: 'A write or deletion that names a version or uid which is past answers 409',
  reliedOnBy:
    'updates and deletions of requests (nothing is overwritten unseen)',
  needs: [crdServed],
  async run(context) {
    const { api } = context;
    const path = context.path(context.widgets, 'conflict');
    const first = await context.widget('conflict');
    await api.merge(path, { spec: { size: 4 } });
    const conflict = { status: 409, body: { reason: 'Conflict' } };
    expectMatch(
      'an update of the first version',
      await api.call('PUT', path, { body: first }),
      conflict,
    );
    expectMatch(
      'a patch of the first version',
      await api.call('PATCH', path, {
        type: patchTypes.merge,
        body: {
          metadata: {
            resourceVersion: at(first, 'metadata', 'resourceVersion'),
          },
          spec: { size: 5 },
        },
      }),
      conflict,
    );
    for (const preconditions of [
      { uid: '00000000-0000-0000-0000-000000000000' },
      { resourceVersion: at(first, 'metadata', 'resourceVersion') },
    ]) {
      expectMatch(
        `a deletion with ${Object.keys(preconditions)}`,
        await api.call('DELETE', path, {
          body: { kind: 'DeleteOptions', apiVersion: 'v1', preconditions },
        }),
        conflict,
      );
    }
    expectMatch('the object', await api.get(path), { spec: { size: 4 } });
  },
};
