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
      values: {
        step: 'render',
        pipeline: 'configure',
        exitCode: '3',
        attempt: '$t(state.Ready) {{step}} <b>2</b>',
      },
      summary: 'In the words of the backend.',
      nextStep: 'Those, too.',
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

const openTab = async (name: string) =>
  userEvent.click(await screen.findByRole('tab', { name }));

describe('why a request is not ready', () => {
  it('shows the cause, its last lines, the next step and what was not looked at', async () => {
    renderKratix(PATH, wireWith());
    const list = await screen.findByRole('list', {
      name: 'Why it is not ready',
    });
    const state = screen.getByRole('status', { name: 'State' });
    // What a cluster says is text, whatever it looks like.
    expect(state).toHaveTextContent(
      'Step render of Pipeline configure ended with exit code 3; it is tried again (attempt $t(state.Ready) {{step}} <b>2</b>).',
    );
    expect(state).toHaveTextContent('Next step: Look at its last lines: what');
    expect(state).not.toHaveTextContent('the backend');
    expect(
      within(state).getByRole('link', { name: 'See the log of render' }),
    ).toHaveAttribute('href', `${PATH}?tab=runs&step=render`);
    expect(list).toHaveTextContent('no such region: <b>mars</b>');
    expect(list).toHaveTextContent('Backstage may not read pods.');
  });

  it('says a cause that it does not know in the words of the backend', async () => {
    const [cause] = DIAGNOSIS.items;
    renderKratix(
      PATH,
      wireWith().answer(`${ROUTE}/diagnosis`, {
        json: {
          items: [{ ...cause, code: 'of the future' }],
          notChecked: [],
        },
      }),
    );
    const state = await screen.findByRole('status', { name: 'State' });
    expect(
      await within(state).findByText('In the words of the backend.', {
        exact: false,
      }),
    ).toBeVisible();
    expect(state).toHaveTextContent('Next step: Those, too.');
  });

  it('shows the Steps in the timeline at once, with how each went and where its log is', async () => {
    renderKratix(PATH, wireWith().answer(`${ROUTE}/runs`, { json: RUNS }));
    const timeline = await screen.findByRole('region', {
      name: 'How far it is',
    });
    const steps = await within(timeline).findByRole('list', {
      name: 'Steps of configure',
    });
    const [reader, render, writer] = within(steps).getAllByRole('listitem');
    expect(reader).toHaveTextContent('Succeededreader2 sec');
    expect(render).toHaveTextContent('exit code 3');
    expect(
      within(render).getByRole('link', { name: 'Log of render' }),
    ).toHaveAttribute(
      'href',
      `${PATH}?tab=runs&run=kratix-team-payments-1&step=render`,
    );
    expect(within(writer).queryByRole('link')).not.toBeInTheDocument();
    await userEvent.click(
      within(timeline).getByRole('button', { name: 'Hide steps' }),
    );
    expect(steps).not.toBeInTheDocument();
  });

  it('asks nobody about a request that is ready', async () => {
    const wire = wireWith(details());
    renderKratix(PATH, wire);
    await screen.findByRole('heading', { name: 'Team payments' });
    await screen.findByRole('region', { name: 'Pipelines' });
    expect(
      wire.calls.filter(call => /diagnosis|runs|logs|events|files/.test(call)),
    ).toEqual([]);
  });

  it('asks again when the request changes', async () => {
    const signals = new FakeSignals();
    const wire = wireWith();
    renderKratix(PATH, wire, { signals });
    await screen.findByText('ended with exit code 3', { exact: false });
    const [cause] = DIAGNOSIS.items;
    wire.answer(`${ROUTE}/diagnosis`, {
      json: {
        items: [{ ...cause, values: { ...cause.values, exitCode: '4' } }],
        notChecked: [],
      },
    });
    signals.send({ platform: 'local', promise: 'team' });
    expect(
      await screen.findByText('ended with exit code 4', { exact: false }),
    ).toBeVisible();
  });
});

describe('what is asked for only when it is opened', () => {
  it('shows the Steps of a run, and the log of the one that the address names', async () => {
    const wire = wireWith()
      .answer(`${ROUTE}/runs`, { json: RUNS })
      .answer(`${ROUTE}/logs`, {
        text: '\u001b[31mstarting\u001b[0m\nno such region\n',
      });
    renderKratix(PATH, wire);
    await screen.findByRole('tab', { name: 'Runs and logs' });
    await openTab('Runs and logs');
    const list = await screen.findByRole('list', { name: 'Steps' });
    const texts = within(list)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(texts[0]).toMatch(/^Succeededreader2 sec/);
    expect(texts[1]).toMatch(
      /^Trying againrenderexit code 3, CrashLoopBackOff, started again 2 times/,
    );
    expect(
      screen.queryByRole('button', { name: /log of status-writer/ }),
    ).not.toBeInTheDocument();

    await open(/Show log of render/);
    const log = await screen.findByRole('group', { name: 'Log of render' });
    expect(log).toHaveTextContent('1starting2no such region');
    expect(
      await screen.findByRole('button', { name: 'Download' }),
    ).toBeVisible();
    expect(wire.calls).toContain(
      `${ROUTE}/logs?pod=kratix-team-payments-1&step=render&tail=10000`,
    );

    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search the log' }),
      'REGION',
    );
    expect(await screen.findByText('1 of 1 lines')).toBeVisible();
    await open(/Attempt before of render/);
    await screen.findByRole('group', { name: 'Log of render' });
    expect(wire.calls).toContain(
      `${ROUTE}/logs?pod=kratix-team-payments-1&step=render&previous=true&tail=10000`,
    );
  });

  it('opens what the address names, and says when that run is gone', async () => {
    const wire = wireWith()
      .answer(`${ROUTE}/runs`, { json: RUNS })
      .answer(`${ROUTE}/logs`, { text: 'no such region' });
    renderKratix(`${PATH}?tab=runs&run=long-gone&step=render`, wire);
    expect(
      await screen.findByRole('group', { name: 'Log of render' }),
    ).toHaveTextContent('no such region');
    expect(
      screen.getByText(/The run long-gone is not kept any more/),
    ).toBeVisible();
  });

  it('shows events', async () => {
    const wire = wireWith().answer(`${ROUTE}/events`, {
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
    });
    renderKratix(PATH, wire);
    await openTab('Events');
    expect(
      await screen.findByText('A resource/configure Pipeline has failed'),
    ).toBeVisible();
    expect(screen.getByText(/4 times/)).toBeVisible();
  });

  it('shows what the last write changed, and nothing of what holds Secrets', async () => {
    const wire = wireWith().answer(`${ROUTE}/files`, {
      json: {
        items: [
          {
            placement: 'p',
            destination: 'catalog',
            pipeline: 'configure',
            versionId: '8f3c2d1a9b',
            comparedWith: '1a2b3c4d5e',
            files: [
              {
                path: 'group.yaml',
                size: 12,
                change: 'changed',
                content: 'kind: Group\nname: new\n',
                before: { size: 12, content: 'kind: Group\nname: old\n' },
              },
              { path: 'token.yaml', size: 12, withheld: 'secret' },
            ],
          },
        ],
      },
    });
    renderKratix(PATH, wire);
    await openTab('Outputs');
    const diff = await screen.findByRole('group', {
      name: 'Changes of group.yaml',
    });
    expect(diff).toHaveTextContent('kind: Group - name: old + name: new');
    expect(
      screen.getByText('At commit 8f3c2d1, compared with 1a2b3c4'),
    ).toBeVisible();
    expect(screen.getByText('Not shown: it holds a Secret.')).toBeVisible();

    await open(/Show the whole file/);
    expect(
      await screen.findByRole('group', { name: 'group.yaml' }),
    ).not.toHaveTextContent('old');
  });

  it('shows what it is a part of, and its own parts with theirs', async () => {
    const part = (name: string, state: string) => ({
      ref: { platform: 'local', promise: 'db', namespace: 'default', name },
      kind: 'Database',
      state: { name: state, reason: `It is ${state}.` },
    });
    const wire = wireWith().answer(`${ROUTE}/family`, {
      json: {
        parents: [part('shop', 'Running')],
        children: [
          {
            ...part('orders', 'Ready'),
            children: [{ ...part('ledger', 'Failed'), children: [] }],
          },
        ],
        truncated: false,
      },
    });
    renderKratix(`${PATH}?tab=family`, wire);
    const parents = await screen.findByRole('region', {
      name: 'It is a part of',
    });
    expect(parents).toHaveTextContent('RunningDatabase shop');
    const parts = screen.getByRole('region', { name: 'Its parts' });
    expect(parts).toHaveTextContent('It is Failed.');
    expect(
      within(parts).getByRole('link', { name: 'Database ledger' }),
    ).toHaveAttribute('href', '/kratix/requests/local/db/default/ledger');
  });

  it('says in place that something may not be seen', async () => {
    const wire = wireWith().answer(`${ROUTE}/runs`, {
      status: 403,
      message: 'You need the permission kratix.log.read',
    });
    renderKratix(`${PATH}?tab=runs`, wire);
    expect(
      await screen.findByText('You need the permission kratix.log.read'),
    ).toBeVisible();
  });

  it('asks for nothing of it for those who may not read logs, and says so', async () => {
    const wire = wireWith({ ...FAILING, allowedActions: [] });
    renderKratix(`${PATH}?tab=runs`, wire);
    expect(await screen.findByText(/not shown to you/)).toBeVisible();
    expect(wire.calls.filter(call => call.includes('/runs'))).toEqual([]);
  });
});
