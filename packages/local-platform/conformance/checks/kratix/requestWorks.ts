import { gunzipSync } from 'node:zlib';
import { Check } from '../../Check';
import { expectEqual, expectMatch, expectThat } from '../../expectations';
import { conditionOf, listAt, textAt } from '../../json';
import { kinds } from '../../paths';
import { byLabels, groupId, labels } from './names';
import { objectsOf } from './request';
import { requestReady } from './requestReady';

export const requestWorks: Check = {
  name: "A pipeline's output is a Work, placed once on a matching Destination and written",
  reliedOnBy: 'the state Ready (every placement written), outputs of a request',
  needs: [requestReady],
  async run(context) {
    const { api, prefix } = context;
    for (const pipeline of ['first', 'second']) {
      const works = await objectsOf(context, kinds.works, 'example', {
        [labels.workType]: 'resource',
        [labels.pipelineName]: pipeline,
      });
      expectEqual(`the number of Works of ${pipeline}`, works.length, 1);
      const [work] = works;
      const name = textAt(work, 'metadata', 'name');
      expectMatch('the Work', work, {
        metadata: { finalizers: ['kratix.io/work-cleanup'] },
        spec: {
          promiseName: prefix,
          resourceName: 'example',
          workloadGroups: [
            { directory: '.', workloads: [{ filepath: `${pipeline}.yaml` }] },
          ],
        },
      });
      expectMatch('its condition', conditionOf(work, 'ScheduleSucceeded'), {
        status: 'True',
        reason: 'AllWorkplacementsScheduled',
      });
      const [group] = listAt(work, 'spec', 'workloadGroups');
      const content = textAt(group, 'workloads', 0, 'content');
      expectThat(
        gunzipSync(Buffer.from(content, 'base64'))
          .toString()
          .includes(`name: example-${pipeline}`),
        'the content to be the file, compressed with gzip, in base64',
        content,
      );
      await context.eventually(async () => {
        const placements = listAt(
          await api.get(
            `${context.path(kinds.workPlacements)}?${byLabels({
              [labels.work]: name,
            })}`,
          ),
          'items',
        );
        expectEqual('the number of placements', placements.length, 1);
        expectMatch('the placement', placements[0], {
          metadata: {
            name: `${name}.${prefix}-${groupId().slice(0, 5)}`,
            labels: { 'kratix.io/targetDestinationName': prefix },
            finalizers: ['finalizers.workplacement.kratix.io/repo-cleanup'],
            ownerReferences: [{ kind: 'Work', name, controller: true }],
          },
          spec: { targetDestinationName: prefix, id: groupId() },
        });
        for (const [type, reason] of [
          ['ScheduleSucceeded', 'ScheduledToDestination'],
          ['WriteSucceeded', 'WorkloadsWrittenToStateStore'],
          ['Ready', 'WorkloadsWrittenToTargetDestination'],
        ]) {
          expectMatch(
            `its condition ${type}`,
            conditionOf(placements[0], type),
            { status: 'True', reason },
          );
        }
      });
    }
  },
};
