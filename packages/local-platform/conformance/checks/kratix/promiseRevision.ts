import { Check } from '../../Check';
import { expectEqual, expectMatch } from '../../expectations';
import { listAt } from '../../json';
import { kinds, pathOf } from '../../paths';
import { byLabels, labels } from './names';
import { promiseAvailable } from './promiseAvailable';

export const promiseRevision: Check = {
  name: 'A Promise has one revision, the latest; without a version it is not-set',
  reliedOnBy: 'versions of a Promise, choosing one for a request',
  needs: [promiseAvailable],
  async run({ api, prefix }) {
    const revisions = listAt(
      await api.get(
        `${pathOf(kinds.promiseRevisions)}?${byLabels({
          [labels.promiseName]: prefix,
        })}`,
      ),
      'items',
    );
    expectEqual('the number of revisions', revisions.length, 1);
    expectMatch('the revision', revisions[0], {
      metadata: {
        labels: { 'kratix.io/latest-revision': 'true' },
        ownerReferences: [{ kind: 'Promise', name: prefix }],
      },
      spec: { version: 'not-set', promiseRef: { name: prefix } },
      status: { latest: true },
    });
  },
};
