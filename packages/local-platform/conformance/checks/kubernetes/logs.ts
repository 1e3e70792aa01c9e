import { Check } from '../../Check';
import { expectEqual, expectMatch, expectThat } from '../../expectations';
import { kinds } from '../../paths';
import { createPod, podInPhase } from './podScript';

export const logs: Check = {
  name: 'Logs of a container are read: whole, the last lines, with times, and followed to its end',
  reliedOnBy: 'live logs of steps, kubectl logs',
  async run(context) {
    const { api } = context;
    await createPod(
      context,
      'talker',
      'echo one; echo two; sleep 1; echo three',
    );
    const path = `${context.path(kinds.pods, 'talker')}/log`;
    await context.eventually(async () => {
      expectMatch('the log', await api.call('GET', path), { status: 200 });
    });
    const followed: string[] = [];
    for await (const line of api.lines(
      `${path}?follow=true&container=step`,
      AbortSignal.timeout(context.options.timeoutMs),
    )) {
      followed.push(line);
    }
    expectEqual('the followed log', followed, ['one', 'two', 'three']);
    await podInPhase(context, 'talker', 'Succeeded');
    const read = async (query: string) =>
      (await api.call('GET', `${path}?${query}`)).body;
    expectEqual(
      'the last two lines',
      await read('tailLines=2'),
      'two\nthree\n',
    );
    expectEqual('the first bytes', await read('limitBytes=5'), 'one\nt');
    const timed = String(await read('timestamps=true&tailLines=1'));
    expectThat(
      /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d) three\n$/.test(timed),
      'a line with its time',
      timed,
    );
    expectMatch(
      'the log of a container that is not there',
      await api.call('GET', `${path}?container=none`),
      { status: 400 },
    );
  },
};
