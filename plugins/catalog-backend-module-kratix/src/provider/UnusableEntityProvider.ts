import { EntityProvider } from '@backstage/plugin-catalog-node';
import { ProviderReport } from '../report/ProviderReport';
import { providerName } from './providerName';

/**
 * Stands for a source whose settings cannot be used. It gives nothing and takes nothing away: without
 * it Backstage would remove the entities that the source gave before.
 */
export class UnusableEntityProvider implements EntityProvider {
  constructor(private readonly id: string, private readonly problem: string) {}

  getProviderName(): string {
    return providerName(this.id);
  }

  async connect(): Promise<void> {}

  async read(): Promise<void> {}

  report(): ProviderReport {
    return { trouble: { state: 'unusable', message: this.problem } };
  }
}
