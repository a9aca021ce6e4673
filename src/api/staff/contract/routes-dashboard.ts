import * as s from './dashboard.ts';

export const dashboardRoutes = {
  get_my_unit: {
    method: 'GET',
    path: '/my-unit',
    summary:
      'Today in a unit, an authority or the city: counts with the lists behind them, and what to do next.',
    permission: 'petition.read',
    query: s.placeQuery,
    reply: s.myUnit,
  },
  get_forecast: {
    method: 'GET',
    path: '/forecast',
    summary: 'What is expected in a place: arrivals by day, and what will fall overdue of what is open.',
    permission: 'petition.read',
    query: s.placeQuery,
    reply: s.forecast,
  },
  get_workload: {
    method: 'GET',
    path: '/workload',
    summary: 'What each person of a place has to do and did, by name; of others only to who may know it.',
    permission: 'petition.read',
    query: s.workloadQuery,
    reply: s.workload,
  },
} as const;
