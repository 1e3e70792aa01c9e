import {
  BackendFeature,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { JsonObject } from '@backstage/types';
import { IngestionSource } from 'backstage-plugin-kratix-common';
import { Knex } from 'knex';
import request from 'supertest';
import catalogModuleKratix from '../index';

/** What a replica is started with. */
export interface CatalogReplicaOptions {
  /** Shared by all replicas. */
  knex: Knex;
  /** Settings of the platform `local`. */
  platform: JsonObject;
  /** `catalog.providers.kratix`. */
  sources: JsonObject;
  /** Other keys of `kratix`. */
  config?: JsonObject;
  features?: BackendFeature[];
}

/** A Backstage backend with the real catalog and this module, on a database that others may share. */
export class CatalogReplica {
  static async start(options: CatalogReplicaOptions): Promise<CatalogReplica> {
    const { knex, platform, sources, config, features = [] } = options;
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleKratix,
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost:0' },
            kratix: { platforms: { local: platform }, ...config },
            catalog: { providers: { kratix: sources } },
          },
        }),
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => mockServices.database({ knex }),
        }),
        ...features,
      ],
    });
    return new CatalogReplica(backend);
  }

  private constructor(readonly backend: TestBackend) {}

  async stop(): Promise<void> {
    await this.backend.stop();
  }

  /** All that the catalog shows, by reference. */
  async entities(): Promise<Map<string, Entity>> {
    const response = await request(this.backend.server)
      .get('/api/catalog/entities')
      .expect(200);
    const entities: Entity[] = response.body;
    return new Map(
      entities.map(entity => [stringifyEntityRef(entity), entity]),
    );
  }

  /** Deletes an entity as a person does. */
  async deleteEntity(uid: string): Promise<void> {
    await request(this.backend.server)
      .delete(`/api/catalog/entities/by-uid/${uid}`)
      .expect(204);
  }

  async report(): Promise<IngestionSource[]> {
    const response = await request(this.backend.server)
      .get('/api/catalog/kratix/ingestion')
      .expect(200);
    return response.body.items;
  }

  /** @returns the status of the answer */
  async release(source: string, hold: string): Promise<number> {
    const response = await request(this.backend.server)
      .post(`/api/catalog/kratix/ingestion/${source}/release`)
      .send({ hold });
    return response.status;
  }
}
