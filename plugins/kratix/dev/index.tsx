import '@backstage/cli/asset-types';
import '@backstage/ui/css/styles.css';
import { createRoot } from 'react-dom/client';
import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import kratixPlugin from '../src/alpha';
import { galleryFeatures } from './gallery';

const app = createApp({
  features: [kratixPlugin, catalogPlugin, ...galleryFeatures],
});

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(app.createRoot());
}
