import { KratixPlatform } from 'backstage-plugin-kratix-node';
import { Delivery } from './Delivery';
import { DirectDelivery } from './DirectDelivery';

/** The delivery of a platform. */
export function deliveryOf(platform: KratixPlatform): Delivery {
  return new DirectDelivery(platform.api);
}
