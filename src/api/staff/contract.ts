import type { z } from 'zod';
import type { Permission } from '../../core/access/permissions.ts';
import { administrationRoutes } from './contract/routes-administration.ts';
import { configurationRoutes } from './contract/routes-configuration.ts';
import { contactCentreRoutes } from './contract/routes-contact-centre.ts';
import { criticalPointRoutes } from './contract/routes-critical-points.ts';
import { dashboardRoutes } from './contract/routes-dashboard.ts';
import { correspondenceRoutes } from './contract/routes-correspondence.ts';
import { scanPileRoutes } from './contract/routes-scan-piles.ts';
import { interactionRoutes } from './contract/routes-interactions.ts';
import { knowledgeRoutes } from './contract/routes-knowledge.ts';
import { peopleRoutes } from './contract/routes-people.ts';
import { petitionRoutes } from './contract/routes-petitions.ts';
import { campaignRoutes } from './contract/routes-campaigns.ts';
import { calibrationRoutes } from './contract/routes-calibration.ts';
import { qualityRoutes } from './contract/routes-quality.ts';
import { recordingRoutes } from './contract/routes-recordings.ts';
import { reportRoutes } from './contract/routes-reports.ts';
import { satisfactionRoutes } from './contract/routes-satisfaction.ts';
import { supervisorRoutes } from './contract/routes-supervisor.ts';
import { softphoneRoutes } from './contract/routes-softphone.ts';
import { sessionRoutes } from './contract/routes-session.ts';
import { telephonyRoutes } from './contract/routes-telephony.ts';
import { turnsRoutes } from './contract/routes-turns.ts';

/**
 * What one address of the console API takes and answers. Handlers, the OpenAPI document, the console's types and the
 * table of authorisations are all made from this.
 */
export interface RouteSpec {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Under /api/v1, with `:id` places. */
  readonly path: string;
  readonly summary: string;
  /** Asked before anything is read. `anybody`: no session; `pending`: second factor not yet given; `signed_in`: no more. */
  readonly permission: Permission | 'anybody' | 'pending' | 'signed_in';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Absent: an empty 204, a file or a stream, as `summary` says. */
  readonly reply?: z.ZodType;
  readonly raw?: 'file' | 'upload' | 'events';
}

export const routeTable = {
  ...sessionRoutes,
  ...petitionRoutes,
  ...peopleRoutes,
  ...interactionRoutes,
  ...telephonyRoutes,
  ...correspondenceRoutes,
  ...calibrationRoutes,
  ...scanPileRoutes,
  ...qualityRoutes,
  ...supervisorRoutes,
  ...softphoneRoutes,
  ...recordingRoutes,
  ...satisfactionRoutes,
  ...reportRoutes,
  ...campaignRoutes,
  ...dashboardRoutes,
  ...criticalPointRoutes,
  ...knowledgeRoutes,
  ...turnsRoutes,
  ...administrationRoutes,
  ...configurationRoutes,
  ...contactCentreRoutes,
} as const satisfies Record<string, RouteSpec>;

export type RouteTable = typeof routeTable;
export type RouteName = keyof RouteTable;
