import { Check, NotChecked } from '../../Check';
import { expectEqual, expectThat } from '../../expectations';
import { listAt, textAt } from '../../json';
import { kinds } from '../../paths';
import { readRepository } from '../../Repository';
import { objectsOf } from './request';
import { requestWorks } from './requestWorks';

export const requestDeletion: Check = {
  name: 'A deleted request runs its delete pipeline, and goes with its Works, Jobs, binding and files',
  reliedOnBy:
    'the state Deleting, deletion of requests, removal from the catalog',
  needs: [requestWorks],
  async run(context) {
    const { api } = context;
    const path = context.path(context.requests, 'example');
    const uid = textAt(await api.get(path), 'metadata', 'uid');
    await api.body('DELETE', path);
    await context.gone(path);
    for (const kind of [kinds.works, kinds.resourceBindings, kinds.jobs]) {
      await context.eventually(async () => {
        const left = await objectsOf(context, kind, 'example');
        expectEqual(`the number of ${kind.plural} left`, left.length, 0);
      });
    }
    const events = listAt(
      await api.get(
        `${context.path(kinds.events)}?fieldSelector=regarding.uid%3D${uid}`,
      ),
      'items',
    ).map(event => textAt(event, 'note'));
    expectThat(
      events.includes('Delete Pipeline started: clear-up'),
      'the event "Delete Pipeline started: clear-up"',
      events,
    );
    try {
      await context.eventually(async () => {
        const { files } = await readRepository(context);
        const left = Object.keys(files).filter(file =>
          file.includes(`/${context.prefix}/example/`),
        );
        expectEqual('its files in the state store', left, []);
      });
    } catch (error) {
      // Without the repository the rest has been checked; that it cannot be read, another check says.
      if (!(error instanceof NotChecked)) {
        throw error;
      }
    }
  },
};
