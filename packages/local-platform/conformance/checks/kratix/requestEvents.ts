import { Check } from '../../Check';
import { expectThat } from '../../expectations';
import { listAt, textAt } from '../../json';
import { kinds } from '../../paths';
import { requestReady } from './requestReady';

const expected = [
  'Normal PipelineStarted Configure Pipeline started: first',
  'Normal PipelineStarted Configure Pipeline started: second',
  'Normal ReconcileSucceeded Successfully reconciled',
];

export const requestEvents: Check = {
  name: 'What happens to a request is told in events that name it by uid',
  reliedOnBy: 'events of a request',
  needs: [requestReady],
  async run(context) {
    const { api } = context;
    const request = await api.get(context.path(context.requests, 'example'));
    const uid = textAt(request, 'metadata', 'uid');
    await context.eventually(async () => {
      const list = await api.get(
        `${context.path(kinds.events)}?fieldSelector=regarding.uid%3D${uid}`,
      );
      const notes = listAt(list, 'items')
        .filter(
          event =>
            textAt(event, 'reportingController') ===
            'ResourceRequestController',
        )
        .map(event =>
          ['type', 'reason', 'note'].map(key => textAt(event, key)).join(' '),
        );
      for (const note of expected) {
        expectThat(notes.includes(note), `the event "${note}"`, notes);
      }
    });
  },
};
