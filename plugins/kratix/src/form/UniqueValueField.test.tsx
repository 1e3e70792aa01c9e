import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { ApiHolder, ApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { KratixClient } from 'backstage-plugin-kratix-common';
import { Wire } from '../__testUtils__/Wire';
import { kratixApiRef } from '../api/kratixApiRef';
import { UniqueOptions } from './uniqueOptions';
import { UniqueValueField } from './UniqueValueField';
import { validateUnique } from './validateUnique';

const ROUTE = 'GET /promises/local/team/unique';
const OPTIONS = { platform: 'local', promise: 'team', uniqueField: 'spec.id' };

const client = (wire: Wire) =>
  new KratixClient({
    discoveryApi: mockApis.discovery(),
    fetchApi: { fetch: wire.fetch },
  });

const takenBy = (name: string) => ({
  json: {
    taken: true,
    takenBy: { platform: 'local', promise: 'team', namespace: 'default', name },
  },
});

type Props = FieldExtensionComponentProps<string, UniqueOptions>;

const Field = (props: { options?: UniqueOptions }) => {
  const [value, setValue] = useState<string>();
  // The form library passes more than the field looks at.
  const given = {
    schema: { title: 'Id', pattern: '^[a-z]+$' },
    uiSchema: { 'ui:options': props.options },
    idSchema: { $id: 'root_id' },
    formData: value,
    onChange: setValue,
    rawErrors: [],
  } as unknown as Props;
  return <UniqueValueField {...given} />;
};

describe('KratixUniqueValue', () => {
  it('says who holds a value, and when it is free', async () => {
    const wire = new Wire().answer(ROUTE, takenBy('payments'));
    renderInTestApp(<Field options={OPTIONS} />, {
      apis: [[kratixApiRef, client(wire)]],
    });
    const field = await screen.findByRole('textbox', { name: /Id/ });
    await userEvent.type(field, 'pay');
    expect(
      await screen.findByText(
        '“pay” is taken by the request payments in the namespace default. Choose another one.',
      ),
    ).toBeVisible();
    expect(field).toBeInvalid();
    // Asked once the typing stopped, not for every letter.
    expect(wire.calls).toEqual([`${ROUTE}?field=spec.id&value=pay`]);

    wire.answer(ROUTE, { json: { taken: false } });
    await userEvent.type(field, 's');
    expect(await screen.findByText('Free')).toBeVisible();
    expect(field).toBeValid();
  });

  it('does not ask for what the schema refuses anyway', async () => {
    const wire = new Wire().answer(ROUTE, { json: { taken: false } });
    renderInTestApp(<Field options={OPTIONS} />, {
      apis: [[kratixApiRef, client(wire)]],
    });
    const field = await screen.findByRole('textbox', { name: /Id/ });
    await userEvent.type(field, 'NO');
    await userEvent.clear(field);
    await userEvent.type(field, 'ok');
    expect(await screen.findByText('Free')).toBeVisible();
    expect(wire.calls).toEqual([`${ROUTE}?field=spec.id&value=ok`]);
  });

  it('says when it could not ask', async () => {
    const wire = new Wire().answer(ROUTE, { status: 503, message: 'down' });
    renderInTestApp(<Field options={OPTIONS} />, {
      apis: [[kratixApiRef, client(wire)]],
    });
    await userEvent.type(await screen.findByRole('textbox'), 'pay');
    expect(await screen.findByText(/could not be checked now/)).toBeVisible();
  });

  it('says what a Template left out', async () => {
    renderInTestApp(<Field />, { apis: [[kratixApiRef, client(new Wire())]] });
    expect(await screen.findByText(/does not say what to check/)).toBeVisible();
  });
});

describe('validation of KratixUniqueValue', () => {
  const validate = async (wire: Wire, options?: UniqueOptions) => {
    const errors: string[] = [];
    const known = new Map<string, unknown>([
      [kratixApiRef.id, client(wire)],
      ['core.translation', mockApis.translation()],
    ]);
    // A holder of APIs is typed by the ref that is asked for, which a map cannot be.
    const apiHolder: ApiHolder = {
      get: <T,>(ref: ApiRef<T>) => known.get(ref.id) as T | undefined,
    };
    await validateUnique(
      'pay',
      { __errors: errors, addError: error => errors.push(error) },
      {
        apiHolder,
        formData: {},
        schema: {},
        uiSchema: { 'ui:options': options && { ...options } },
      },
    );
    return errors;
  };

  it('stops the form at a value that is taken', async () => {
    expect(
      await validate(new Wire().answer(ROUTE, takenBy('payments')), OPTIONS),
    ).toEqual([expect.stringContaining('the request payments')]);
  });

  it('names nobody whom the person may not see', async () => {
    expect(
      await validate(
        new Wire().answer(ROUTE, { json: { taken: true } }),
        OPTIONS,
      ),
    ).toEqual(['“pay” is taken by another request. Choose another one.']);
  });

  it('lets a free value pass, and one that cannot be checked now', async () => {
    expect(
      await validate(
        new Wire().answer(ROUTE, { json: { taken: false } }),
        OPTIONS,
      ),
    ).toEqual([]);
    expect(
      await validate(
        new Wire().answer(ROUTE, { status: 503, message: 'down' }),
        OPTIONS,
      ),
    ).toEqual([]);
  });

  it('stops the form where the Template is wrong', async () => {
    expect(await validate(new Wire())).toEqual([
      expect.stringContaining('does not say what to check'),
    ]);
  });
});
