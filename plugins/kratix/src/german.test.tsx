import { screen } from '@testing-library/react';
import { RequestState } from 'backstage-plugin-kratix-common';
import { renderKratix } from './__testUtils__/renderKratix';
import { details, page, request } from './__testUtils__/samples';
import { Wire } from './__testUtils__/Wire';

/** States as a backend tells them: in English, and by a code. */
const STATES: [RequestState, string][] = [
  [
    {
      name: 'Running',
      reason: 'Pipeline setup is running.',
      code: 'pipelineRunning',
      values: { pipeline: 'setup' },
    },
    'Die Pipeline setup läuft.',
  ],
  [
    {
      name: 'Misplaced',
      reason: 'Destination catalog no longer has the labels: tier=gold.',
      nextStep: 'A platform engineer has to give it its labels back.',
      code: 'misplaced',
      values: { destination: 'catalog', missing: 'tier=gold' },
    },
    'Die Destination catalog, in der die Dateien liegen, hat nicht mehr die Labels, die sie verlangen: tier=gold.',
  ],
  [
    {
      name: 'Failing',
      reason: 'Writing to Destination catalog fails.',
      nextStep: 'Kratix tries again by itself.',
      code: 'writeFailing',
      values: { destination: 'catalog', message: '' },
    },
    'Das Schreiben in die Destination catalog schlägt fehl.',
  ],
  [
    {
      name: 'Ready',
      reason: 'Everything it asked for is written to its Destinations.',
      code: 'written',
    },
    'Alles Angeforderte ist in die Destinations geschrieben.',
  ],
];

describe('A German portal', () => {
  it('says why each request is in its state in German', async () => {
    const rows = STATES.map(([state], index) =>
      request({
        ref: { ...request().ref, name: `request-${index}` },
        message: undefined,
        state,
      }),
    );
    renderKratix(
      '/kratix/requests',
      new Wire()
        .answer('GET /platforms', { json: { items: [] } })
        .answer('GET /promises', { json: page([]) })
        .answer('GET /requests', { json: { ...page(rows), counts: {} } }),
      { language: 'de' },
    );
    for (const [, text] of STATES) {
      expect(
        await screen.findByText(text, {}, { timeout: 30_000 }),
      ).toBeVisible();
    }
  });

  it('says in German what can be done about it', async () => {
    renderKratix(
      '/kratix/requests/local/team/default/payments',
      new Wire()
        .answer('GET /platforms', { json: { items: [] } })
        .answer('GET /requests/local/team/default/payments', {
          json: details({ state: STATES[1][0] }),
        })
        .answer('GET /requests/local/team/default/payments/diagnosis', {
          json: { items: [], notChecked: [] },
        }),
      { language: 'de' },
    );
    const notice = await screen.findByRole(
      'status',
      { name: 'Zustand' },
      { timeout: 30_000 },
    );
    expect(notice).toHaveTextContent(STATES[1][1]);
    expect(notice).toHaveTextContent(
      'Nächster Schritt: Das Plattformteam muss der Destination ihre Labels wiedergeben',
    );
  });

  it('writes numbers as German does', async () => {
    renderKratix(
      '/kratix/requests',
      new Wire()
        .answer('GET /platforms', { json: { items: [] } })
        .answer('GET /promises', { json: page([]) })
        .answer('GET /requests', {
          json: { ...page([request()]), totalItems: 12_345, counts: {} },
        }),
      { language: 'de' },
    );
    expect(
      await screen.findByText('1 – 1 von 12.345', {}, { timeout: 30_000 }),
    ).toBeVisible();
  });

  it('says a code that only a newer backend knows in the words of that backend', async () => {
    const state = { name: 'Running', reason: 'Its Steps are warm.', code: 'x' };
    renderKratix(
      '/kratix/requests',
      new Wire()
        .answer('GET /platforms', { json: { items: [] } })
        .answer('GET /promises', { json: page([]) })
        .answer('GET /requests', {
          json: { ...page([{ ...request(), state }]), counts: {} },
        }),
      { language: 'de' },
    );
    expect(
      await screen.findByText('Its Steps are warm.', {}, { timeout: 30_000 }),
    ).toBeVisible();
  });
});
