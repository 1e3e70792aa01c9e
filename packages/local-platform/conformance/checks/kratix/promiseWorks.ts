import { Check } from '../../Check';
import { expectEqual, expectMatch } from '../../expectations';
import { at, conditionOf, listAt } from '../../json';
import { kinds, pathOf } from '../../paths';
import { byLabels, groupId, labels, systemNamespace } from './names';
import { promiseAvailable } from './promiseAvailable';

export const promiseWorks: Check = {
  name: "A Promise's pipeline and its dependencies become Works that are placed",
  reliedOnBy: 'what a Promise puts where',
  needs: [promiseAvailable],
  async run(context) {
    const { api, prefix } = context;
    const find = async (kind: typeof kinds.works, selected: object) =>
      listAt(
        await api.get(
          `${pathOf(kind, systemNamespace)}?${byLabels({ ...selected })}`,
        ),
        'items',
      );
    for (const type of ['promise', 'static-dependency']) {
      await context.eventually(async () => {
        const works = await find(kinds.works, {
          [labels.promiseName]: prefix,
          [labels.workType]: type,
        });
        expectEqual(`the number of Works of type ${type}`, works.length, 1);
        expectMatch('the Work', works[0], {
          spec: {
            promiseName: prefix,
            workloadGroups: [{ id: groupId(), directory: '.' }],
          },
        });
        expectMatch('its condition Ready', conditionOf(works[0], 'Ready'), {
          status: 'True',
          message: 'Ready',
        });
        const placements = await find(kinds.workPlacements, {
          [labels.work]: String(at(works[0], 'metadata', 'name')),
        });
        expectEqual('the number of placements', placements.length, 1);
        expectMatch('the placement', placements[0], {
          spec: { targetDestinationName: prefix },
        });
        expectMatch(
          'its condition WriteSucceeded',
          conditionOf(placements[0], 'WriteSucceeded'),
          { status: 'True', reason: 'WorkloadsWrittenToStateStore' },
        );
      });
    }
  },
};
