import { Check } from '../../Check';
import { expectEqual, expectMatch } from '../../expectations';
import { at, listAt } from '../../json';
import { kinds } from '../../paths';

export const events: Check = {
  name: 'An event of events.k8s.io is read in core as well, by the uid of its object',
  reliedOnBy: 'events of a request, kubectl describe',
  async run(context) {
    const { api, namespace } = context;
    const object = await context.configMap('regarded');
    const uid = String(at(object, 'metadata', 'uid'));
    await api.create(context.path(kinds.events), {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: context.metadata('said'),
      eventTime: new Date().toISOString().replace('Z', '000Z'),
      type: 'Normal',
      reason: 'Checked',
      action: 'Checked',
      note: 'conformance is checked',
      reportingController: 'conformance',
      reportingInstance: 'conformance-1',
      regarding: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: 'regarded',
        namespace,
        uid,
      },
    });
    await context.configMap('unregarded');
    const found = async (selector: string, kind: typeof kinds.events) =>
      listAt(
        await api.get(
          `${context.path(kind)}?fieldSelector=${encodeURIComponent(selector)}`,
        ),
        'items',
      );
    const inCore = await found(`involvedObject.uid=${uid}`, kinds.coreEvents);
    expectEqual('the number of events in core', inCore.length, 1);
    expectMatch('the event in core', inCore[0], {
      type: 'Normal',
      reason: 'Checked',
      message: 'conformance is checked',
      reportingComponent: 'conformance',
      involvedObject: { kind: 'ConfigMap', name: 'regarded', uid },
    });
    const inGroup = await found(`regarding.uid=${uid}`, kinds.events);
    expectEqual('the number of events in events.k8s.io', inGroup.length, 1);
    expectMatch('the event', inGroup[0], {
      note: 'conformance is checked',
      regarding: { uid },
    });
  },
};
