import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderKratix } from '../__testUtils__/renderKratix';
import { details, platform, promise } from '../__testUtils__/samples';
import { Wire } from '../__testUtils__/Wire';

const PATH = '/kratix/requests/local/team/default/payments';
const ROUTE = '/requests/local/team/default/payments';

const wireWith = (request: ReturnType<typeof details>) =>
  new Wire()
    .answer('GET /platforms', { json: { items: [platform()] } })
    .answer('GET /promises/local/team', { json: promise() })
    .answer(`GET ${ROUTE}`, { json: request });

const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('operations on a request', () => {
  it('asks for what was pressed, and looks again', async () => {
    const wire = wireWith(details({ allowedActions: ['reconcile'] })).answer(
      `POST ${ROUTE}/pause`,
      { text: '' },
    );
    renderKratix(PATH, wire);
    await press('Pause');
    expect(wire.calls).toContain(`POST ${ROUTE}/pause`);
    expect(wire.calls[wire.calls.length - 1]).toBe(`GET ${ROUTE}`);
  });

  it('offers to resume what stands still, and nothing else', async () => {
    renderKratix(
      PATH,
      wireWith(
        details({
          allowedActions: ['reconcile'],
          state: { name: 'Paused', reason: 'The request is paused.' },
        }),
      ),
    );
    expect(await screen.findByRole('button', { name: 'Resume' })).toBeVisible();
    expect(
      screen.queryByRole('button', { name: 'Pause' }),
    ).not.toBeInTheDocument();
  });

  it('says why it was not done', async () => {
    const wire = wireWith(details({ allowedActions: ['reconcile'] })).answer(
      `POST ${ROUTE}/reconcile`,
      { status: 409, message: 'its Promise team is paused' },
    );
    renderKratix(PATH, wire);
    await press('Reconcile');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'its Promise team is paused',
    );
  });

  it('offers nothing to those who may not', async () => {
    renderKratix(PATH, wireWith(details({ allowedActions: [] })));
    await screen.findByRole('region', { name: 'Pipelines' });
    expect(
      screen.queryByRole('button', { name: 'Reconcile' }),
    ).not.toBeInTheDocument();
    expect(
      screen.getByText(
        'Not everything can be done here: you lack kratix.request.update, kratix.request.reconcile, kratix.request.delete for this request.',
      ),
    ).toBeVisible();
  });
});
