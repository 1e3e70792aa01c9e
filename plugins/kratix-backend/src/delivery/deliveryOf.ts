import { KratixPlatform, WriteIdentity } from 'backstage-plugin-kratix-node';
import { Delivery } from './Delivery';
import { DirectDelivery } from './DirectDelivery';

/** The delivery of a platform, as somebody. */
export function deliveryOf(
  platform: KratixPlatform,
  identity: WriteIdentity,
): Delivery {
  return new DirectDelivery(platform.apiAs(identity));
}
