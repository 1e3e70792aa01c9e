import { normalizeOwner, REQUEST_STATES } from 'backstage-plugin-kratix-common';
import { z } from 'zod';
import { ORDER_FIELDS } from './requestOrder';

const stateSchema = z.enum(REQUEST_STATES);

/** The query of GET /requests. */
export const listQuerySchema = z
  .object({
    platform: z.string().optional(),
    promise: z.string().optional(),
    namespace: z.string().optional(),
    owner: z
      .string()
      .transform((owner, context) => {
        const normalized = normalizeOwner(owner);
        if (!normalized) {
          context.addIssue({
            code: 'custom',
            message: 'must be an entity reference',
          });
        }
        return normalized;
      })
      .optional(),
    state: z
      .union([stateSchema.transform(state => [state]), z.array(stateSchema)])
      .default([]),
    q: z.string().max(200).optional(),
    orderField: z
      .string()
      .default('name')
      .transform((text, context) => {
        const descending = text.startsWith('-');
        const field = z
          .enum(ORDER_FIELDS)
          .safeParse(descending ? text.slice(1) : text);
        if (!field.success) {
          context.addIssue({
            code: 'custom',
            message: `must be one of ${ORDER_FIELDS.join(
              ', ',
            )}, or one of them after a '-'`,
          });
          return z.NEVER;
        }
        return { field: field.data, descending };
      }),
    limit: z.coerce.number().int().min(1).max(500).default(50),
    cursor: z.string().max(2000).optional(),
  })
  .strict()
  .transform(({ orderField, ...query }) => ({
    ...query,
    orderField: orderField.field,
    descending: orderField.descending,
  }));

/** A query of GET /requests, checked and with its defaults. */
export type ListQuery = z.output<typeof listQuerySchema>;
