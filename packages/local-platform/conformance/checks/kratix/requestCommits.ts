import { Check } from '../../Check';
import { CheckContext } from '../../CheckContext';
import { expectEqual, expectThat } from '../../expectations';
import { listAt, textAt } from '../../json';
import { kinds } from '../../paths';
import { readRepository } from '../../Repository';
import { groupId, labels } from './names';
import { objectsOf } from './request';
import { requestWorks } from './requestWorks';

/** Where the file of a pipeline of a request lies below a Destination. */
export function filePath(
  { prefix, namespace }: CheckContext,
  request: string,
  pipeline: string,
): string {
  return `${prefix}/resources/${namespace}/${prefix}/${request}/${pipeline}/${groupId().slice(
    0,
    5,
  )}/${pipeline}.yaml`;
}

export const requestCommits: Check = {
  name: 'A placement is a commit with its name, and its files lie where Kratix puts them',
  reliedOnBy: 'Team definitions read from the store, links to commits',
  needs: [requestWorks],
  async run(context) {
    const { files, commits } = await readRepository(context);
    for (const pipeline of ['first', 'second']) {
      const path = filePath(context, 'example', pipeline);
      const found = Object.keys(files).find(file => file.endsWith(path));
      expectThat(found !== undefined, `a file ${path}`, Object.keys(files));
      expectEqual(
        'its content',
        files[found ?? ''],
        `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: example-${pipeline}\n  namespace: default\ndata:\n  text: one\n`,
      );
      const [work] = await objectsOf(context, kinds.works, 'example', {
        [labels.pipelineName]: pipeline,
      });
      const list = await context.api.get(context.path(kinds.workPlacements));
      const placement = listAt(list, 'items').find(
        one =>
          textAt(one, 'metadata', 'labels', labels.work) ===
          textAt(work, 'metadata', 'name'),
      );
      const subject = `Update from: ${textAt(placement, 'metadata', 'name')}`;
      expectThat(
        commits.some(commit => commit.startsWith(`${subject}|`)),
        `a commit "${subject}"`,
        commits.slice(0, 5),
      );
      expectThat(
        /^[0-9a-f]{40}/.test(textAt(placement, 'status', 'versionID')),
        'status.versionID to be a commit',
        textAt(placement, 'status', 'versionID'),
      );
    }
    const dependencies = Object.keys(files).filter(file =>
      file.includes(`${context.prefix}/dependencies/${context.prefix}/`),
    );
    expectEqual(
      "the number of the Promise's own files",
      dependencies.length,
      2,
    );
  },
};
