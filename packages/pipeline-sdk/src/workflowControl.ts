import { z } from 'zod';

/**
 * What `workflow-control.yaml` asks of Kratix. `retryAfter` wins over `suspend`.
 *
 * @public
 */
export interface WorkflowControl {
  suspend?: boolean;
  /** A Go duration. */
  retryAfter?: string;
  message?: string;
}

/** The shape of `workflow-control.yaml`. */
export const workflowControlSchema = z
  .object({
    suspend: z.boolean().optional(),
    retryAfter: z.string().optional(),
    message: z.string().optional(),
  })
  .nullish()
  .transform((control): WorkflowControl => control ?? {});
