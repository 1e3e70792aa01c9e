import { z } from 'zod';
import { KubeObject, optionalString } from './kube';

/** What Kratix or Kubernetes noted about an object. @public */
export interface KubeEvent {
  uid?: string;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  /** How often it was noted. */
  count: number;
  /** When it was noted last, RFC 3339; Kratix leaves the classic fields of time empty. */
  lastSeen?: string;
  /** Who noted it. */
  source?: string;
}

const eventSchema = z.object({
  type: z.string().catch('Normal'),
  reason: z.string().catch(''),
  message: z.string().catch(''),
  eventTime: optionalString,
  firstTimestamp: optionalString,
  lastTimestamp: optionalString,
  count: z.number().optional().catch(undefined),
  series: z
    .object({
      count: z.number().optional().catch(undefined),
      lastObservedTime: optionalString,
    })
    .catch({}),
  reportingComponent: optionalString,
  source: z.object({ component: optionalString }).catch({}),
});

/**
 * Reads an Event of `v1`, in the classic form and in that of the `events.k8s.io` recorder, which
 * Kratix uses: there times and counts are in `eventTime` and `series`.
 *
 * @public
 */
export function readEvent(object: KubeObject): KubeEvent {
  const event = eventSchema.parse(object);
  return {
    uid: object.metadata.uid,
    type: event.type === 'Warning' ? 'Warning' : 'Normal',
    reason: event.reason,
    message: event.message,
    count: event.series.count ?? event.count ?? 1,
    lastSeen:
      event.series.lastObservedTime ??
      event.lastTimestamp ??
      event.eventTime ??
      event.firstTimestamp ??
      object.metadata.creationTimestamp,
    source: event.reportingComponent || event.source.component,
  };
}
