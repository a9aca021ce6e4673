import * as s from './contact-centre.ts';

export const contactCentreRoutes = {
  get_desk_words_to_edit: {
    method: 'GET',
    path: '/desk-words',
    summary: 'Kinds of interaction, wrap-up codes and scripts as they are in force, to be edited.',
    permission: 'configuration.read',
    reply: s.deskWordsToEdit,
  },
  save_desk_words: {
    method: 'PUT',
    path: '/desk-words',
    summary: 'Replace them all; refused where somebody saved meanwhile.',
    permission: 'configuration.edit',
    body: s.deskWordsEdit,
    reply: s.deskWordsToEdit,
  },
  get_desk_hours: {
    method: 'GET',
    path: '/desk/hours',
    summary: 'When each door of the city is open, for whoever attends people.',
    permission: 'interactions.record',
    reply: s.deskHours,
  },
  list_channel_hours: {
    method: 'GET',
    path: '/channel-hours',
    summary: 'The doors of each authority with their week, and whether they are open now.',
    permission: 'configuration.read',
    reply: s.channelHours,
  },
  set_channel_hours: {
    method: 'PUT',
    path: '/channel-hours',
    summary: 'Set the week of one door; refused where somebody set it meanwhile.',
    permission: 'configuration.edit',
    body: s.channelHoursEdit,
    reply: s.channelHours,
  },
} as const;
