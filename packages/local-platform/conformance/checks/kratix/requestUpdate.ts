import { Check, NotChecked } from '../../Check';
import { expectEqual, expectMatch, expectThat } from '../../expectations';
import { textAt } from '../../json';
import { kinds } from '../../paths';
import { readRepository } from '../../Repository';
import { labels } from './names';
import { objectsOf, reconciled } from './request';
import { filePath } from './requestCommits';
import { requestWorks } from './requestWorks';

export const requestUpdate: Check = {
  name: 'A change of the spec runs the pipelines again; Works stay and their content changes',
  reliedOnBy: 'updates of requests, the state Pending after an update',
  needs: [requestWorks],
  async run(context) {
    const path = context.path(context.requests, 'example');
    const works = async () =>
      (await objectsOf(context, kinds.works, 'example')).map(work =>
        textAt(work, 'metadata', 'uid'),
      );
    const before = await works();
    await context.api.merge(path, { spec: { text: 'two' } });
    expectMatch('the request', await reconciled(context, 'example'), {
      metadata: { generation: 2 },
      status: { observedGeneration: 2, made: 'two', message: 'made two' },
    });
    expectEqual('the uids of its Works', (await works()).sort(), before.sort());
    const jobs = await objectsOf(context, kinds.jobs, 'example', {
      [labels.pipelineName]: 'second',
    });
    expectEqual('the number of Jobs of the second pipeline', jobs.length, 2);
    try {
      await context.eventually(async () => {
        const { files } = await readRepository(context);
        const file = filePath(context, 'example', 'second');
        const found = Object.keys(files).find(one => one.endsWith(file)) ?? '';
        expectThat(
          (files[found] ?? '').includes('text: two'),
          'the new content in the state store',
          files[found],
        );
      });
    } catch (error) {
      // Without the repository the rest has been checked; that it cannot be read, another check says.
      if (!(error instanceof NotChecked)) {
        throw error;
      }
    }
  },
};
