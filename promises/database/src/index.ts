import { runStep } from 'kratix-pipeline-sdk';
import { resourceStep } from './resourceStep';

runStep(resourceStep);
