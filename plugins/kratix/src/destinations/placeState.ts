import { Tone } from '../components/tone';

/** How a Destination or a state store is doing, in one word. */
export interface PlaceState {
  name: 'ready' | 'notReady' | 'failing' | 'unknown';
  tone: Tone;
}

/**
 * @param place.ready - as Kratix says; absent while it has not
 * @param place.failing - how many writes there fail
 */
export function placeState(place: {
  ready?: boolean;
  failing?: number;
}): PlaceState {
  if (place.ready === false) {
    return { name: 'notReady', tone: 'danger' };
  }
  if (place.failing) {
    return { name: 'failing', tone: 'danger' };
  }
  return place.ready
    ? { name: 'ready', tone: 'success' }
    : { name: 'unknown', tone: 'warning' };
}
