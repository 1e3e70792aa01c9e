import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeSignals } from '../__testUtils__/FakeSignals';
import { renderKratix } from '../__testUtils__/renderKratix';
import { details, platform, promise } from '../__testUtils__/samples';
import { Wire } from '../__testUtils__/Wire';

const PATH = '/kratix/requests/local/team/default/payments';
const ROUTE = 'GET /requests/local/team/default/payments';

const FAILING = details({
  state: { name: 'Running', reason: 'Pipeline configure is running.' },
  allowedActions: ['readLogs'],
});

const DIAGNOSIS = {
  items: [
    {
      code: 'stepRetrying',
      severity: 'error',
      audience: 'requester',
      values: {},
      summary: 'Step render ended with exit code 3.',
      nextStep: 'Look at its last lines.',
      subject: { kind: 'step', name: 'render' },
      log: ['no such region: <b>mars</b>'],
    },
  ],
  notChecked: ['Kratix: Backstage may not read pods.'],
};

const RUNS = {
  items: [
    {
      name: 'kratix-team-payments-1',
      namespace: 'default',
      pipeline: 'configure',
      action: 'configure',
      phase: 'Pending',
      conditions: [],
      steps: [
        {
          name: 'reader',
          image: 'kratix',
          role: 'kratix',
          state: 'terminated',
          exitCode: 0,
          restarts: 0,
          startedAt: '2026-01-01T00:00:00Z',
          finishedAt: '2026-01-01T00:00:02Z',
        },
        {
          name: 'render',
          image: 'render',
          role: 'author',
          state: 'waiting',
          reason: 'CrashLoopBackOff',
          restarts: 2,
          lastFailure: { exitCode: 3 },
        },
        {
          name: 'status-writer',
          image: 'kratix',
          role: 'kratix',
          state: 'waiting',
          restarts: 0,
        },
      ],
    },
  ],
};

const wireWith = (request = FAILING) =>
  new Wire()
    .answer('GET /platforms', { json: { items: [platform()] } })
    .answer('GET /promises/local/team', { json: promise() })
    .answer(ROUTE, { json: request })
    .answer(`${ROUTE}/diagnosis`, { json: DIAGNOSIS });

const open = async (name: RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('why a request is not ready', () => {
  it('shows the cause, its last lines, the next step and what was not looked at', async () => {
    renderKratix(PATH, wireWith());
    const list = await screen.findByRole('list', {
      name: 'Why it is not ready',
    });
    expect(list).toHaveTextContent('Step render ended with exit code 3.');
    expect(list).toHaveTextContent('Next step: Look at its last lines.');
    expect(list).toHaveTextContent('no such region: <b>mars</b>');
    expect(list).toHaveTextContent('Backstage may not read pods.');
  });

  it('asks nobody about a request that is ready', async () => {
    const wire = wireWith(details());
    renderKratix(PATH, wire);
    await screen.findByRole('heading', { name: 'Team payments' });
    await screen.findByRole('region', { name: 'Pipelines' });
    expect(wire.calls.filter(call => call.includes('diagnosis'))).toEqual([]);
  });

  it('asks again when the request changes', async () => {
    const signals = new FakeSignals();
    const wire = wireWith();
    renderKratix(PATH, wire, { signals });
    await screen.findByText('Step render ended with exit code 3.');
    wire.answer(`${ROUTE}/diagnosis`, {
      json: {
        items: [{ ...DIAGNOSIS.items[0], summary: 'It is tried again.' }],
        notChecked: [],
      },
    });
    signals.send({ platform: 'local', promise: 'team' });
    expect(await screen.findByText('It is tried again.')).toBeVisible();
  });
});

describe('what is asked for only when it is opened', () => {
  it('shows the Steps of each run, and the log of one', async () => {
    const wire = wireWith()
      .answer(`${ROUTE}/runs`, { json: RUNS })
      .answer(`${ROUTE}/logs`, { text: 'starting\nno such region\n' });
    renderKratix(PATH, wire);
    await screen.findByRole('button', { name: /Runs and logs/ });
    expect(wire.calls.filter(call => call.includes('/runs'))).toEqual([]);

    await open(/Runs and logs/);
    const steps = await screen.findAllByRole('listitem');
    const texts = steps.map(({ textContent }) => textContent);
    expect(texts).toContainEqual(expect.stringMatching(/^Succeededreader2 s/));
    expect(texts).toContainEqual(
      expect.stringMatching(/^Trying againrenderCrashLoopBackOff/),
    );
    expect(
      screen.queryByRole('button', { name: /log of status-writer/ }),
    ).not.toBeInTheDocument();

    await open(/Show the log of render/);
    expect(
      await screen.findByRole('button', { name: 'Download' }),
    ).toBeVisible();
    expect(wire.calls).toContain(
      `${ROUTE}/logs?pod=kratix-team-payments-1&step=render&follow=false&tail=10000`,
    );
  });

  it('shows events, and files without those that hold Secrets', async () => {
    const wire = wireWith()
      .answer(`${ROUTE}/events`, {
        json: {
          items: [
            {
              type: 'Warning',
              reason: 'ConfigureWorkflowFailed',
              message: 'A resource/configure Pipeline has failed',
              count: 4,
            },
          ],
        },
      })
      .answer(`${ROUTE}/files`, {
        json: {
          items: [
            {
              placement: 'p',
              destination: 'catalog',
              pipeline: 'configure',
              files: [
                { path: 'group.yaml', size: 12, content: 'kind: Group' },
                { path: 'token.yaml', size: 12, withheld: 'secret' },
              ],
            },
          ],
        },
      });
    renderKratix(PATH, wire);
    await open(/Events/);
    expect(
      await screen.findByText('A resource/configure Pipeline has failed'),
    ).toBeVisible();
    expect(screen.getByText(/4 times/)).toBeVisible();

    await open(/Contents of its files/);
    const file = await screen.findByRole('group', { name: 'group.yaml' });
    expect(within(file).getByText('kind: Group')).toBeVisible();
    expect(screen.getByText('Not shown: it holds a Secret.')).toBeVisible();
  });

  it('says in place that something may not be seen', async () => {
    const wire = wireWith().answer(`${ROUTE}/runs`, {
      status: 403,
      message: 'You need the permission kratix.log.read',
    });
    renderKratix(PATH, wire);
    await open(/Runs and logs/);
    expect(
      await screen.findByText('You need the permission kratix.log.read'),
    ).toBeVisible();
  });

  it('offers nothing of it to those who may not read logs', async () => {
    renderKratix(PATH, wireWith({ ...FAILING, allowedActions: [] }));
    await screen.findByRole('region', { name: 'Pipelines' });
    expect(
      screen.queryByRole('button', { name: /Runs and logs/ }),
    ).not.toBeInTheDocument();
  });
});
