import { ReactNode } from 'react';
import { Card, CardBody, CardHeader, Text } from '@backstage/ui';

/** A part of a request's page under a heading. */
export const Section = (props: { title: string; children: ReactNode }) => (
  <Card role="region" aria-label={props.title}>
    <CardHeader>
      <Text as="h3" variant="title-x-small" weight="bold">
        {props.title}
      </Text>
    </CardHeader>
    <CardBody>{props.children}</CardBody>
  </Card>
);
