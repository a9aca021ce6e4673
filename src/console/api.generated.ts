// Generated from the contract of the console API by scripts/generate-openapi.ts; do not edit.

export type ActionResult = {
  readonly petition_id: string;
  readonly folio: string;
  readonly stage: string;
  readonly version: number;
  readonly reply_id?: string | undefined;
  readonly reply_version?: number | undefined;
  readonly reply_kind?: 'first' | 'final' | 'correction' | undefined;
  readonly assignee_id?: string | undefined;
  readonly message_id?: string | undefined;
  readonly assignment_id?: string | undefined;
  readonly document_number?: string | undefined;
  readonly file_id?: string | undefined;
  readonly undo: string | null;
};

export type Action_accept = Record<string, never>;

export type Action_add_part = {
  readonly unit_id: string;
  readonly more_unit_ids?: ReadonlyArray<string> | undefined;
  readonly instructions: string;
};

export type Action_answer_for_citizen = {
  readonly body: string;
  readonly file_ids?: ReadonlyArray<string> | undefined;
  readonly channel:
    'portal' | 'app' | 'phone' | 'counter' | 'letter' | 'whatsapp' | 'chat' | 'email' | 'hearing' | 'open311';
};

export type Action_approve_reply = {
  readonly reply_id: string;
  readonly reply_version?: number | undefined;
};

export type Action_ask = {
  readonly body: string;
  readonly cause?: 'incomplete' | 'clarification' | undefined;
};

export type Action_assign_person = {
  readonly user_id: string | null;
};

export type Action_change_service = {
  readonly service_id: string;
  readonly reason: string;
};

export type Action_correct_reply = {
  readonly reply_id: string;
  readonly reply_version?: number | undefined;
};

export type Action_draft_reply = {
  readonly reply_id?: string | null | undefined;
  readonly reply_version?: number | undefined;
  readonly outcome_code: string | null;
  readonly body?: string | undefined;
  readonly reasons?: string | undefined;
  readonly next_step?: string | undefined;
  readonly means_of_appeal?: string | undefined;
  readonly responsible_name?: string | undefined;
  readonly responsible_title?: string | undefined;
  readonly corrects_id?: string | null | undefined;
};

export type Action_extend = {
  readonly clock?: 'reply' | 'resolve' | undefined;
  readonly extra?: number | undefined;
  readonly until?: string | undefined;
  readonly reason: string;
};

export type Action_finish_part = {
  readonly assignment_id: string;
  readonly body: string;
};

export type Action_merge = {
  readonly into: string;
  readonly reason: string;
};

export type Action_moderate = {
  readonly decision: 'published' | 'withheld' | 'quarantined' | 'pending';
  readonly public_description?: string | null | undefined;
  readonly public_file_ids?: ReadonlyArray<string> | undefined;
  readonly reason?: string | undefined;
};

export type Action_note = {
  readonly body: string;
};

export type Action_publish_update = {
  readonly body: string;
  readonly audience?: 'citizen' | 'public' | undefined;
};

export type Action_redact_photo = {
  readonly file_id: string;
  readonly areas: ReadonlyArray<{
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }>;
  readonly alt_text?: string | undefined;
};

export type Action_reissue_key = Record<string, never>;

export type Action_reject_reply = {
  readonly reply_id: string;
  readonly reply_version?: number | undefined;
  readonly reason: string;
};

export type Action_remove_file = {
  readonly file_id: string;
  readonly reason: string;
};

export type Action_return = {
  readonly reason: string;
};

export type Action_send_first_reply = {
  readonly reply_id: string;
  readonly reply_version?: number | undefined;
};

export type Action_send_reply = {
  readonly reply_id: string;
  readonly reply_version?: number | undefined;
};

export type Action_set_priority = {
  readonly priority: number;
  readonly reason: string;
};

export type Action_set_visibility = {
  readonly visibility: 'public' | 'masked' | 'private' | 'reserved';
  readonly reason: string;
};

export type Action_submit_reply = {
  readonly reply_id: string;
  readonly reply_version?: number | undefined;
};

export type Action_tacit_withdrawal = {
  readonly reasons: string;
  readonly means_of_appeal: string;
};

export type Action_take = {
  readonly give_back_to?: string | null | undefined;
};

export type Action_transfer_authority = {
  readonly authority_id: string;
  readonly unit_id?: string | null | undefined;
  readonly reason: string;
};

export type Action_transfer_unit = {
  readonly unit_id: string;
  readonly reason: string;
};

export type Action_withdraw_question = {
  readonly reason: string;
};

export type AgentDoing = 'ringing' | 'talking' | 'holding' | 'available' | 'wrap_up' | 'paused';

export type AgentSaid = {
  readonly state: string;
};

export type AgentSaying = {
  readonly state: AgentState;
  readonly reason?: PauseReason | null | undefined;
};

export type AgentState = 'available' | 'wrap_up' | 'paused' | 'away';

export type AnswerShown = {
  readonly question: string;
  readonly label: string;
  readonly text: string;
  readonly is_private: boolean;
};

export type ArticleAudience = 'public' | 'staff';

export type ArticleContents = {
  readonly title: string;
  readonly summary: string;
  readonly steps: ReadonlyArray<string>;
  readonly requirements: ReadonlyArray<string>;
  readonly cost: string | null;
  readonly places: ReadonlyArray<{
    readonly name: string;
    readonly address: string | null;
    readonly hours: string | null;
    readonly phone: string | null;
  }>;
  readonly hours: string | null;
  readonly hours_of?:
    | 'portal'
    | 'app'
    | 'phone'
    | 'counter'
    | 'letter'
    | 'whatsapp'
    | 'chat'
    | 'email'
    | 'hearing'
    | 'open311'
    | undefined;
  readonly legal_basis: string | null;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly review_on: string | null;
  readonly audience: 'public' | 'staff';
  readonly services: ReadonlyArray<string>;
  readonly keywords: ReadonlyArray<string>;
};

export type ArticleDone = {
  readonly article_id: string;
  readonly version: number;
};

export type ArticleEdit = {
  readonly version?: number | undefined;
  readonly authority_id: string | null;
  readonly unit_id: string | null;
  readonly contents: ArticleContents;
};

export type ArticleGiven = {
  readonly channel: Channel;
  readonly interaction_id?: string | undefined;
};

export type ArticleList = {
  readonly items: ReadonlyArray<ArticleRow>;
  readonly counts: {
    readonly review: number;
    readonly unpublished: number;
  };
};

export type ArticlePage = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly summary: string;
  readonly state: ArticleState;
  readonly audience: ArticleAudience;
  readonly version: number;
  readonly published_version: number | null;
  readonly authority: NamedRef | null;
  readonly unit: NamedRef | null;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly review_on: string | null;
  readonly has_changes: boolean;
  readonly in_force: boolean;
  readonly needs_review: boolean;
  readonly may_edit: boolean;
  readonly may_publish: boolean;
  readonly shown_version: number;
  readonly contents: ArticleContents;
  readonly faults: ReadonlyArray<string>;
  readonly versions: ReadonlyArray<{
    readonly version: number;
    readonly saved_at: string;
    readonly saved_by: string | null;
  }>;
  readonly events: ReadonlyArray<{
    readonly id: string;
    readonly at: string;
    readonly by: string | null;
    readonly type: 'published' | 'retired' | 'restored';
    readonly version: number;
  }>;
  readonly given: number;
  readonly helped: number;
  readonly did_not_help: number;
};

export type ArticleRow = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly summary: string;
  readonly state: ArticleState;
  readonly audience: ArticleAudience;
  readonly version: number;
  readonly published_version: number | null;
  readonly authority: NamedRef | null;
  readonly unit: NamedRef | null;
  readonly valid_from: string | null;
  readonly valid_until: string | null;
  readonly review_on: string | null;
  readonly has_changes: boolean;
  readonly in_force: boolean;
  readonly needs_review: boolean;
  readonly may_edit: boolean;
  readonly may_publish: boolean;
};

export type ArticleState = 'draft' | 'published' | 'retired';

export type ArticleStep = {
  readonly version?: number | undefined;
};

export type AssignmentInfo = {
  readonly id: string;
  readonly part: 'answering' | 'contributing';
  readonly state: 'to_accept' | 'accepted' | 'returned' | 'transferred' | 'finished';
  readonly authority: NamedRef;
  readonly unit: NamedRef;
  readonly assigned_by: NamedRef | null;
  readonly assigned_at: string;
  readonly accept_due_at: string | null;
  readonly accepted_at: string | null;
  readonly ended_at: string | null;
  readonly reason: string | null;
  readonly instructions: string | null;
  readonly days_used: number | null;
};

export type Audience = 'staff' | 'citizen' | 'public';

export type Author = {
  readonly kind: 'citizen' | 'staff' | 'system' | 'api';
  readonly user: NamedRef | null;
  readonly authority: NamedRef | null;
};

export type AwayRequest = {
  readonly away_from: string | null;
  readonly away_until: string | null;
  readonly delegate_id: string | null;
};

export type BookableHours = {
  readonly gives_numbers: boolean;
  readonly opens_at: string | null;
  readonly lines: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly waiting: number;
  }>;
  readonly priorities: ReadonlyArray<CodeName>;
  readonly hours: ReadonlyArray<{
    readonly on: string;
    readonly at: string;
  }>;
  readonly sends_mail: boolean;
};

export type BookableOffices = {
  readonly items: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly address: string | null;
    readonly authority: NamedRef;
  }>;
};

export type BulkActionRequest = {
  readonly on: ReadonlyArray<{
    readonly petition_id: string;
    readonly version?: number | undefined;
  }>;
  readonly input?: { readonly [key: string]: unknown } | undefined;
};

export type BulkActionResult = {
  readonly results: ReadonlyArray<{
    readonly petition_id: string;
    readonly folio: string | null;
    readonly done: boolean;
    readonly error: {
      readonly code: string;
      readonly message: string;
    } | null;
  }>;
  readonly done_count: number;
  readonly undo: string | null;
};

export type CalendarChangePreview = {
  readonly open_petitions: number;
  readonly moved: number;
  readonly is_at_least: boolean;
};

export type CalendarDay = {
  readonly id: string;
  readonly day: string;
  readonly kind: 'holiday' | 'closure' | 'suspension' | 'working_day';
  readonly name: string;
  readonly source: string;
  readonly reason: string | null;
  readonly origin: 'country' | 'pack' | 'console';
  readonly declared_at: string;
  readonly revoked_at: string | null;
};

export type CalendarInfo = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly country_calendar: string;
  readonly time_zone: string;
  readonly business_weekdays: ReadonlyArray<number>;
  readonly covers_from: string;
  readonly covers_until: string;
  readonly version: number;
  readonly authorities: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
  }>;
  readonly days: ReadonlyArray<CalendarDay>;
  readonly recount: {
    readonly day: string;
    readonly name: string;
    readonly petitions: number | null;
    readonly seen: number;
    readonly moved: number;
    readonly refused: number;
    readonly refused_petitions: ReadonlyArray<{
      readonly id: string;
      readonly folio: string;
      readonly needed_on: string;
    }>;
    readonly finished_at: string | null;
    readonly is_held_up: boolean;
  } | null;
};

export type CalendarList = {
  readonly items: ReadonlyArray<CalendarInfo>;
};

export type CalibrationCompared = {
  readonly calibration_id: string;
};

export type CalibrationOpened = {
  readonly calibration_id: string;
  readonly drawn: number;
};

export type CalibrationOrder = {
  readonly authority_id: string;
  readonly unit_id?: string | null | undefined;
  readonly from: string;
  readonly until: string;
  readonly size: number;
};

export type CalibrationReference = {
  readonly marks: ReviewMarks;
  readonly words: string;
};

export type CalibrationScored = {
  readonly item_id: string;
  readonly score: number;
};

export type CalibrationScoring = {
  readonly marks: ReviewMarks;
};

export type CallBackClose = {
  readonly outcome: 'done' | 'given_up';
};

export type CallBackClosed = {
  readonly call_back_id: string;
};

export type CallBackTake = {
  readonly calls?: boolean | undefined;
};

export type CallBackTaken = {
  readonly call_id: string | null;
};

export type CallBacks = {
  readonly capped: boolean;
  readonly items: ReadonlyArray<{
    readonly id: string;
    readonly queue: string | null;
    readonly ends_in: string;
    readonly number: string | null;
    readonly is_known: boolean;
    readonly missed: number;
    readonly attempts: number;
    readonly last_missed_at: string;
    readonly asked_at: string | null;
    readonly not_before: string | null;
    readonly due_at: string;
    readonly is_overdue: boolean;
    readonly about: string;
    readonly folio: string;
    readonly may_be_taken: boolean;
    readonly state: 'open' | 'taken';
    readonly by: string | null;
    readonly is_mine: boolean;
  }>;
};

export type CallFigures = {
  readonly from: string;
  readonly until: string;
  readonly by: 'hour' | 'day';
  readonly queues: ReadonlyArray<SupervisedQueue>;
  readonly rows: ReadonlyArray<{
    readonly queue_id: string;
    readonly key: string;
    readonly offered: number;
    readonly closed: number;
    readonly answered: number;
    readonly abandoned: number;
    readonly short: number;
    readonly missed: number;
    readonly answered_in_time: number;
    readonly abandoned_in_time: number;
    readonly answered_wait_s: number;
    readonly handled_s: number;
    readonly transferred: number;
  }>;
  readonly agents: ReadonlyArray<{
    readonly user_id: string;
    readonly name: string;
    readonly logged_s: number;
    readonly paused_s: number;
    readonly answered: number;
    readonly handled_s: number;
  }>;
  readonly call_backs: {
    readonly made: number;
    readonly reached: number;
    readonly called_again: number;
    readonly given_up: number;
  };
  readonly first_contact: {
    readonly measured: number;
    readonly resolved: number;
  };
};

export type CallFiguresQuery = {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly queue?: string | undefined;
  readonly by?: 'hour' | 'day' | undefined;
};

export type CallHandling = {
  readonly verb: 'transfer' | 'hang_up';
  readonly manner?: 'blind' | 'attended' | undefined;
  readonly to?: string | null | undefined;
};

export type CallPlaced = {
  readonly call_id: string;
};

export type CallQueueInput = {
  readonly name: string;
  readonly calls_back: boolean;
  readonly is_active: boolean;
  readonly hours_from: QueueHoursFrom;
  readonly own_hours: ReadonlyArray<{
    readonly weekday: number;
    readonly opens: string;
    readonly closes: string;
  }>;
};

export type CallQueueSaved = {
  readonly queue_id: string;
};

export type CallToPlace = {
  readonly number: string;
};

export type Campaign = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly purpose: string;
  readonly state: 'draft' | 'drawn' | 'open' | 'closed';
  readonly population: 'closings' | 'everybody';
  readonly authority: string | null;
  readonly service: string | null;
  readonly channel: Channel | null;
  readonly authority_id: string | null;
  readonly service_id: string | null;
  readonly closed_from: string | null;
  readonly closed_until: string | null;
  readonly strata_by: 'none' | 'authority' | 'unit' | 'service' | 'channel';
  readonly margin: number;
  readonly expected_response: number;
  readonly minimum: number;
  readonly questions: ReadonlyArray<CampaignQuestion>;
  readonly remind_after_days: number | null;
  readonly seed: string | null;
  readonly frame_size: number | null;
  readonly frame_hash: string | null;
  readonly drawn_at: string | null;
  readonly opened_at: string | null;
  readonly closes_at: string | null;
  readonly closed_at: string | null;
  readonly published_at: string | null;
  readonly created_at: string;
  readonly public_link: string | null;
  readonly version: number;
  readonly results: CampaignResults;
};

export type CampaignAnswersGiven = {
  readonly answers: { readonly [key: string]: string };
  readonly paper_code?: string | null | undefined;
};

export type CampaignAttempt = {
  readonly result: 'no_answer' | 'refused' | 'call_back';
  readonly call_back_on?: string | null | undefined;
};

export type CampaignCall = {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly questions: ReadonlyArray<CampaignQuestion>;
  readonly person: {
    readonly name: string | null;
    readonly phone: string | null;
    readonly address: string | null;
  };
};

export type CampaignCalls = {
  readonly items: ReadonlyArray<CampaignToAsk>;
};

export type CampaignDone = {
  readonly campaign_id: string;
  readonly version: number;
};

export type CampaignFigures = {
  readonly code: string;
  readonly n: number;
  readonly mean: number | null;
  readonly insufficient: boolean;
  readonly options: ReadonlyArray<{
    readonly value: string;
    readonly count: number;
    readonly percent: number;
    readonly low: number;
    readonly high: number;
    readonly weighted: number | null;
  }> | null;
};

export type CampaignMemberAsked = {
  readonly member_id: string;
};

export type CampaignOpening = {
  readonly version?: number | undefined;
  readonly closes_on: string;
};

export type CampaignQuestion = {
  readonly code: string;
  readonly kind: 'scale' | 'yes_no' | 'choice' | 'text';
  readonly text: string;
  readonly options: ReadonlyArray<string>;
  readonly required: boolean;
};

export type CampaignRedrawn = {
  readonly same_frame: boolean;
  readonly same_people: boolean;
};

export type CampaignResults = {
  readonly drawn: number;
  readonly asked: number;
  readonly answered: number;
  readonly response_rate: number | null;
  readonly waves: {
    readonly before: number;
    readonly reminded: number;
    readonly after: number;
    readonly after_rate: number;
  } | null;
  readonly not_asked: { readonly [key: string]: number };
  readonly modes: ReadonlyArray<{
    readonly mode: 'web' | 'phone' | 'paper';
    readonly count: number;
  }>;
  readonly questions: ReadonlyArray<CampaignFigures>;
  readonly strata: ReadonlyArray<{
    readonly key: string;
    readonly name: string;
    readonly population: number;
    readonly drawn: number;
    readonly asked: number;
    readonly answered: number;
    readonly first: CampaignFigures | null;
  }>;
  readonly words: ReadonlyArray<{
    readonly code: string;
    readonly words: string;
  }>;
};

export type CampaignStep = {
  readonly version?: number | undefined;
};

export type CampaignToAsk = {
  readonly id: string;
  readonly title: string;
  readonly carried_by: 'phone' | 'paper';
  readonly attempts: number;
  readonly closes_at: string;
  readonly paper_code: string;
  readonly is_anothers: boolean;
};

export type Campaigns = {
  readonly items: ReadonlyArray<{
    readonly id: string;
    readonly title: string;
    readonly state: 'draft' | 'drawn' | 'open' | 'closed';
    readonly population: 'closings' | 'everybody';
    readonly authority: string | null;
    readonly created_at: string;
    readonly closes_at: string | null;
    readonly published_at: string | null;
  }>;
};

export type Catalogue = {
  readonly version: number;
  readonly kinds: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly description: string;
    readonly legal_basis: string | null;
    readonly default_visibility: Visibility;
    readonly allows_anonymous: boolean;
    readonly is_active: boolean;
  }>;
  readonly groups: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly icon: string;
  }>;
  readonly services: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly id: string;
    readonly group_code: string | null;
    readonly description: string;
    readonly kind_code: string;
    readonly keywords: ReadonlyArray<string>;
    readonly questions: ReadonlyArray<Question>;
    readonly location: 'required' | 'optional' | 'none';
    readonly visibility: Visibility | null;
    readonly notice: string | null;
    readonly is_active: boolean;
  }>;
  readonly authorities: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly id: string;
    readonly short_name: string;
    readonly level: string;
    readonly time_zone: string;
    readonly triage_unit_id: string | null;
  }>;
  readonly units: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly id: string;
    readonly authority_id: string;
    readonly parent_id: string | null;
    readonly responsible_name: string;
    readonly responsible_title: string;
    readonly is_triage: boolean;
    readonly reply_needs_approval: boolean;
    readonly is_active: boolean;
  }>;
  readonly zones: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly level: string;
    readonly parent_code: string | null;
    readonly authority_id: string | null;
    readonly is_approximate: boolean;
  }>;
  readonly outcomes: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly class: OutcomeClass;
    readonly is_active: boolean;
  }>;
  readonly templates: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly id: string;
    readonly authority_id: string | null;
    readonly service_code: string | null;
    readonly outcome_code: string | null;
    readonly body: string;
  }>;
  readonly colleagues: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly unit_ids: ReadonlyArray<string>;
    readonly is_away: boolean;
  }>;
  readonly channels: ReadonlyArray<{
    readonly code: Channel;
    readonly name: string;
  }>;
  readonly priority_groups: ReadonlyArray<CodeName>;
  readonly emergency: {
    readonly number: string;
    readonly label: string;
  };
  readonly document_number: {
    readonly label: string;
    readonly example: string;
  } | null;
  readonly photos: {
    readonly at_most: number;
    readonly max_bytes: number;
  };
  readonly map: {
    readonly center: ReadonlyArray<number>;
    readonly zoom: number;
    readonly style_url: string | null;
    readonly zones_url: string;
  };
  readonly privacy: {
    readonly version: number;
    readonly body: string;
  } | null;
  readonly means_of_appeal: string;
};

export type ChangedCampaign = {
  readonly authority_id: string | null;
  readonly title: string;
  readonly purpose: string;
  readonly questions: ReadonlyArray<{
    readonly kind: 'scale' | 'yes_no' | 'choice' | 'text';
    readonly text: string;
    readonly options?: ReadonlyArray<string> | undefined;
    readonly required?: boolean | undefined;
  }>;
  readonly population: 'closings' | 'everybody';
  readonly closed_from?: string | null | undefined;
  readonly closed_until?: string | null | undefined;
  readonly service_id?: string | null | undefined;
  readonly channel?: Channel | null | undefined;
  readonly strata_by?: 'none' | 'authority' | 'unit' | 'service' | 'channel' | undefined;
  readonly margin?: number | undefined;
  readonly expected_response?: number | undefined;
  readonly minimum?: number | undefined;
  readonly remind_after_days?: number | null | undefined;
  readonly version?: number | undefined;
};

export type Channel =
  'portal' | 'app' | 'phone' | 'counter' | 'letter' | 'whatsapp' | 'chat' | 'email' | 'hearing' | 'open311';

export type ChannelHours = {
  readonly items: ReadonlyArray<{
    readonly authority: NamedRef;
    readonly channels: ReadonlyArray<{
      readonly code: Channel;
      readonly name: string;
      readonly hours: ReadonlyArray<{
        readonly weekday: number;
        readonly opens: string;
        readonly closes: string;
      }>;
      readonly week: ReadonlyArray<{
        readonly from: number;
        readonly until: number;
        readonly hours: ReadonlyArray<{
          readonly opens: string;
          readonly closes: string;
        }>;
      }>;
      readonly standing: ChannelStanding | null;
    }>;
  }>;
};

export type ChannelHoursEdit = {
  readonly authority_id: string;
  readonly channel: Channel;
  readonly before: ReadonlyArray<{
    readonly weekday: number;
    readonly opens: string;
    readonly closes: string;
  }>;
  readonly hours: ReadonlyArray<{
    readonly weekday: number;
    readonly opens: string;
    readonly closes: string;
  }>;
};

export type ChannelStanding = {
  readonly is_open: boolean;
  readonly closes_at: string | null;
  readonly opens_at: string | null;
};

export type ClockExplanation = {
  readonly clock: string;
  readonly citation: string;
  readonly due_on: string | null;
  readonly due_at: string | null;
  readonly days: ReadonlyArray<{
    readonly on: string;
    readonly weekday: number;
    readonly counted: boolean;
    readonly number: number | null;
    readonly why: string;
    readonly text: string;
    readonly name: string | null;
    readonly source: string | null;
    readonly authority: string | null;
  }>;
};

export type ClockStrip = {
  readonly clock: string;
  readonly name: string;
  readonly status: 'running' | 'paused' | 'missed' | 'met' | 'missed_then_met' | 'stopped';
  readonly is_overdue: boolean;
  readonly started_on: string;
  readonly due_on: string | null;
  readonly due_at: string | null;
  readonly length: number;
  readonly unit: 'business_days' | 'calendar_days' | 'months' | 'hours';
  readonly days_used: number;
  readonly days_left: number | null;
  readonly extended_by: number;
  readonly citation: string;
  readonly met_at: string | null;
  readonly entries: ReadonlyArray<{
    readonly type: string;
    readonly at: string;
    readonly on: string;
    readonly text: string;
    readonly reason: string | null;
    readonly due_on: string | null;
  }>;
  readonly spans: ReadonlyArray<{
    readonly kind: 'running' | 'paused' | 'idle';
    readonly authority_code: string | null;
    readonly from: string;
    readonly to: string | null;
    readonly used: number | null;
  }>;
};

export type CodeName = {
  readonly code: string;
  readonly name: string;
};

export type CodeRequest = {
  readonly code: string;
};

export type ConfigurationChange = {
  readonly id: string;
  readonly entity: string;
  readonly entity_code: string;
  readonly changed_by: NamedRef | null;
  readonly changed_at: string;
  readonly before: unknown;
  readonly after: unknown;
};

export type ConfigurationChanges = {
  readonly items: ReadonlyArray<ConfigurationChange>;
  readonly next_cursor: string | null;
};

export type ConfigurationChangesQuery = {
  readonly entity?: string | undefined;
  readonly entity_code?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type ContactInfo = {
  readonly part: 'petitioner' | 'on_behalf_of';
  readonly masked: boolean;
  readonly why_masked: ('no_permission' | 'reserved_identity' | 'hidden' | 'erased') | null;
  readonly person_id: string | null;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly document: string | null;
  readonly address: string | null;
  readonly relation: string | null;
  readonly notify_by: string | null;
};

export type CounterCall = {
  readonly counter_code: string;
};

export type CounterLine = {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly gives_numbers: boolean;
  readonly is_open: boolean;
  readonly closes_at: string | null;
  readonly opens_at: string | null;
  readonly lines: ReadonlyArray<CodeName>;
  readonly counters: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly lines: ReadonlyArray<string>;
  }>;
  readonly priorities: ReadonlyArray<CodeName>;
  readonly waiting: ReadonlyArray<{
    readonly id: string;
    readonly number: string;
    readonly line: string;
    readonly line_code: string;
    readonly service: string | null;
    readonly priority: string | null;
    readonly state:
      'waiting' | 'called' | 'serving' | 'parked' | 'done' | 'no_show' | 'left' | 'carried' | 'lapsed';
    readonly taken_at: string;
    readonly appointment_at: string | null;
    readonly arrived_at: string | null;
    readonly for_counter: string | null;
    readonly counter_code: string | null;
    readonly called_at: string | null;
    readonly calls: number;
    readonly serving_at: string | null;
    readonly parked_at: string | null;
    readonly park_reason: string | null;
    readonly interaction_id: string | null;
    readonly ahead: number;
    readonly minutes: number;
  }>;
  readonly expected: ReadonlyArray<TicketExpected>;
  readonly at_counters: ReadonlyArray<TicketAtCounter>;
  readonly parked: ReadonlyArray<TicketAtCounter>;
};

export type CoverSheetsMade = {
  readonly batch_id: string;
};

export type CoverSheetsRequest = {
  readonly batch_id: string;
  readonly count: number;
};

export type CriticalPoint = {
  readonly id: string;
  readonly kind: CriticalPointKind;
  readonly state: CriticalPointState;
  readonly authority: NamedRef;
  readonly unit: NamedRef;
  readonly service: CodeName | null;
  readonly place: {
    readonly name: string | null;
    readonly latitude: number | null;
    readonly longitude: number | null;
  } | null;
  readonly found_at: string;
  readonly last_found_at: string;
  readonly passed_at: string | null;
  readonly since: string;
  readonly compared: 'previous' | 'year' | 'elsewhere' | 'weeks';
  readonly before: CriticalPointFigure;
  readonly after: CriticalPointFigure;
  readonly weekly: ReadonlyArray<number>;
  readonly chance: number;
  readonly petitions: number;
  readonly owner: NamedRef | null;
  readonly is_mine: boolean;
  readonly due_on: string | null;
  readonly overdue: boolean;
  readonly plan: string | null;
  readonly result: ('solved' | 'improved' | 'no_change' | 'no_problem') | null;
  readonly closing_note: string | null;
  readonly closed_at: string | null;
  readonly closed_by: string | null;
  readonly version: number;
};

export type CriticalPointClosing = {
  readonly version?: number | undefined;
  readonly result: 'solved' | 'improved' | 'no_change' | 'no_problem';
  readonly note: string;
};

export type CriticalPointDone = {
  readonly critical_point_id: string;
  readonly version: number;
};

export type CriticalPointFigure = {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
};

export type CriticalPointKind = 'satisfaction_fell' | 'time_rose' | 'repeated_here' | 'queue_rising';

export type CriticalPointNote = {
  readonly version?: number | undefined;
  readonly note: string;
};

export type CriticalPointPage = {
  readonly id: string;
  readonly kind: CriticalPointKind;
  readonly state: CriticalPointState;
  readonly authority: NamedRef;
  readonly unit: NamedRef;
  readonly service: CodeName | null;
  readonly place: {
    readonly name: string | null;
    readonly latitude: number | null;
    readonly longitude: number | null;
  } | null;
  readonly found_at: string;
  readonly last_found_at: string;
  readonly passed_at: string | null;
  readonly since: string;
  readonly compared: 'previous' | 'year' | 'elsewhere' | 'weeks';
  readonly before: CriticalPointFigure;
  readonly after: CriticalPointFigure;
  readonly weekly: ReadonlyArray<number>;
  readonly chance: number;
  readonly petitions: number;
  readonly owner: NamedRef | null;
  readonly is_mine: boolean;
  readonly due_on: string | null;
  readonly overdue: boolean;
  readonly plan: string | null;
  readonly result: ('solved' | 'improved' | 'no_change' | 'no_problem') | null;
  readonly closing_note: string | null;
  readonly closed_at: string | null;
  readonly closed_by: string | null;
  readonly version: number;
  readonly events: ReadonlyArray<{
    readonly id: string;
    readonly at: string;
    readonly type: 'found' | 'found_again' | 'passed' | 'planned' | 'noted' | 'closed';
    readonly by: string | null;
    readonly owner: string | null;
    readonly due_on: string | null;
    readonly words: string | null;
  }>;
  readonly owners: ReadonlyArray<NamedRef>;
  readonly behind: ReadonlyArray<PetitionRow>;
};

export type CriticalPointPlan = {
  readonly version?: number | undefined;
  readonly owner_id: string;
  readonly business_days: number;
  readonly plan: string;
};

export type CriticalPointState = 'open' | 'in_hand' | 'passed' | 'closed';

export type CriticalPoints = {
  readonly items: ReadonlyArray<CriticalPoint>;
  readonly next_cursor: string | null;
  readonly search: {
    readonly searched_at: string;
    readonly looked_at: number;
    readonly found: number;
  } | null;
};

export type DeclareDays = {
  readonly day: string;
  readonly until?: string | undefined;
  readonly kind: 'holiday' | 'closure' | 'suspension' | 'working_day';
  readonly name: string;
  readonly source: string;
  readonly reason?: string | null | undefined;
};

export type DeliveryWay = 'in_person' | 'post' | 'list';

export type DeskFound = {
  readonly folio: DeskPetition | null;
  readonly persons: ReadonlyArray<{
    readonly id: string;
    readonly kind: 'natural' | 'organisation';
    readonly name: string | null;
    readonly email: string | null;
    readonly phone: string | null;
    readonly document: string | null;
    readonly petitions_count: number;
    readonly latest_at: string | null;
    readonly petitions: ReadonlyArray<DeskPetition>;
    readonly last_place: {
      readonly address_text: string | null;
      readonly zone_code: string | null;
    } | null;
  }>;
  readonly capped: boolean;
};

export type DeskHours = {
  readonly items: ReadonlyArray<{
    readonly authority: NamedRef;
    readonly doors: ReadonlyArray<{
      readonly code: Channel;
      readonly name: string;
      readonly week: ReadonlyArray<{
        readonly from: number;
        readonly until: number;
        readonly hours: ReadonlyArray<{
          readonly opens: string;
          readonly closes: string;
        }>;
      }>;
      readonly standing: ChannelStanding | null;
    }>;
    readonly queues: ReadonlyArray<{
      readonly name: string;
      readonly standing: ChannelStanding;
    }>;
  }>;
};

export type DeskPetition = {
  readonly id: string;
  readonly folio: string;
  readonly service: CodeName;
  readonly kind: CodeName;
  readonly stage: Stage;
  readonly unit: NamedRef;
  readonly authority: NamedRef;
  readonly due_on: string | null;
  readonly is_overdue: boolean;
  readonly received_at: string;
  readonly said: string;
  readonly is_readable: boolean;
  readonly summary: string;
};

export type DeskQuery = {
  readonly q: string;
};

export type DeskWords = {
  readonly kinds: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly script: string;
  }>;
  readonly wrap_ups: ReadonlyArray<CodeName>;
  readonly greeting: string;
  readonly closing: string;
};

export type DeskWordsEdit = {
  readonly kinds: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly opens_kind: string | null;
    readonly script: string;
  }>;
  readonly wrap_ups: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
  }>;
  readonly greeting: string;
  readonly closing: string;
  readonly version: string;
};

export type DeskWordsToEdit = {
  readonly kinds: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly opens_kind: string | null;
    readonly script: string;
  }>;
  readonly wrap_ups: ReadonlyArray<CodeName>;
  readonly greeting: string;
  readonly closing: string;
  readonly version: string;
};

export type Done = {
  readonly done: true;
};

export type ErrorBody = {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly fields?:
      | {
          readonly [key: string]: {
            readonly code: string;
            readonly message: string;
          };
        }
      | undefined;
    readonly details?: { readonly [key: string]: string | number } | undefined;
    readonly request_id: string;
  };
};

export type ExchangeInput = {
  readonly exchange_id: string | null;
  readonly authority_id: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly is_tls: boolean;
  readonly username: string;
  readonly dial_context: string;
  readonly tls_certificate: string | null;
  readonly is_enabled: boolean;
  readonly secret: string | null;
};

export type ExchangeSaved = {
  readonly exchange_id: string;
};

export type ExportQuery = {
  readonly ids?: string | undefined;
  readonly tab?: InboxTab | undefined;
  readonly queue?: 'triage' | 'moderation' | undefined;
  readonly q?: string | undefined;
  readonly authority?: string | undefined;
  readonly unit?: string | undefined;
  readonly service?: string | undefined;
  readonly kind?: string | undefined;
  readonly stage?: string | undefined;
  readonly outcome?: string | undefined;
  readonly channel?: string | undefined;
  readonly zone?: string | undefined;
  readonly visibility?: string | undefined;
  readonly moderation?: string | undefined;
  readonly flag?: string | undefined;
  readonly assignee?: string | undefined;
  readonly person?: string | undefined;
  readonly due_from?: string | undefined;
  readonly due_until?: string | undefined;
  readonly received_from?: string | undefined;
  readonly received_until?: string | undefined;
  readonly replied_from?: string | undefined;
  readonly replied_until?: string | undefined;
  readonly closed_from?: string | undefined;
  readonly closed_until?: string | undefined;
  readonly order?: InboxOrder | undefined;
  readonly format?: 'csv' | 'xlsx' | undefined;
};

export type ExtensionInput = {
  readonly exchange_id: string;
  readonly user_id: string;
  readonly extension: string | null;
  readonly interface?: string | null | undefined;
};

export type ExtensionSaved = {
  readonly user_id: string;
};

export type FileInfo = {
  readonly id: string;
  readonly display_name: string;
  readonly media_type: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly alt_text: string | null;
  readonly audience: Audience;
  readonly uploaded_by: Author;
  readonly at: string;
  readonly message_id: string | null;
  readonly reply_id: string | null;
  readonly url: string;
};

export type FiledResult = {
  readonly petition_id: string;
  readonly folio: string;
  readonly access_key: string;
  readonly unit_name: string;
  readonly authority_name: string;
  readonly reply_due_on: string | null;
  readonly open_url: string;
  readonly short_text: string;
};

export type FilingPreview = {
  readonly kind: CodeName;
  readonly authority: {
    readonly id: string;
    readonly name: string;
  };
  readonly unit: {
    readonly id: string;
    readonly name: string;
    readonly responsible_name: string;
  };
  readonly goes_to_triage: boolean;
  readonly routing_text: string;
  readonly zone: CodeName | null;
  readonly place: 'inside' | 'outside' | 'on_border' | 'none';
  readonly on_border: ReadonlyArray<CodeName>;
  readonly filed_on: string;
  readonly visibility: Visibility;
  readonly due: ReadonlyArray<{
    readonly clock: string;
    readonly name: string;
    readonly due_on: string;
    readonly citation: string;
  }>;
  readonly emergency: {
    readonly number: string;
    readonly label: string;
    readonly matched: string;
  } | null;
};

export type FilingPreviewRequest = {
  readonly service_code: string;
  readonly channel: Channel;
  readonly identity?: Identity | undefined;
  readonly place?: PlaceInput | undefined;
  readonly received_at?: string | null | undefined;
  readonly description?: string | undefined;
};

export type FilingRequest = {
  readonly service_code: string;
  readonly channel: Channel;
  readonly description: string;
  readonly answers?: { readonly [key: string]: string | number | ReadonlyArray<string> } | undefined;
  readonly place?: PlaceInput | undefined;
  readonly identity: Identity;
  readonly contact?:
    | {
        readonly name?: string | null | undefined;
        readonly email?: string | null | undefined;
        readonly phone?: string | null | undefined;
        readonly document?: string | null | undefined;
        readonly address?: string | null | undefined;
        readonly kind?: 'natural' | 'organisation' | undefined;
      }
    | undefined;
  readonly notify_by?: 'email' | 'phone' | 'letter' | 'whatsapp' | 'none' | undefined;
  readonly on_behalf_of?:
    | {
        readonly kind: 'person' | 'minor' | 'organisation';
        readonly name: string;
        readonly relation?: string | null | undefined;
      }
    | null
    | undefined;
  readonly privacy_version: number;
  readonly file_ids?: ReadonlyArray<string> | undefined;
  readonly interaction_id?: string | null | undefined;
  readonly named_unit_id?: string | null | undefined;
  readonly priority_group?: string | null | undefined;
  readonly spoken?:
    | {
        readonly read_back: boolean;
        readonly copy_asked: boolean;
        readonly language: string | null;
      }
    | null
    | undefined;
  readonly received_at?: string | null | undefined;
};

export type FollowUp = {
  readonly id: string;
  readonly trigger: 'dissatisfied' | 'not_solved' | 'both' | 'not_lasting';
  readonly asks: 'how_it_went' | 'if_it_lasts';
  readonly opened_at: string;
  readonly due_on: string;
  readonly overdue: boolean;
  readonly owner: NamedRef | null;
  readonly is_mine: boolean;
  readonly contacts: number;
  readonly satisfaction: number | null;
  readonly ease: number | null;
  readonly solved: 'yes' | 'partly' | 'no' | 'unknown';
  readonly clarity: number | null;
  readonly comment: string | null;
  readonly wants_contact: boolean;
  readonly petition: {
    readonly id: string;
    readonly folio: string;
  } | null;
  readonly authority: NamedRef;
  readonly unit: NamedRef;
  readonly service: NamedRef;
  readonly channel: string;
  readonly closed_in: string;
  readonly cause: string | null;
  readonly closing_note: string | null;
  readonly closed_at: string | null;
  readonly closed_by: string | null;
  readonly version: number;
};

export type FollowUpClosing = {
  readonly version?: number | undefined;
  readonly cause:
    'not_solved' | 'late' | 'unclear' | 'treatment' | 'channel' | 'not_competent' | 'expectation' | 'other';
  readonly note: string;
};

export type FollowUpDone = {
  readonly follow_up_id: string;
  readonly version: number;
};

export type FollowUpRequest = {
  readonly version?: number | undefined;
};

export type FollowUps = {
  readonly items: ReadonlyArray<FollowUp>;
  readonly next_cursor: string | null;
};

export type Forecast = {
  readonly today: string;
  readonly name: string;
  readonly places: WorkPlaces;
  readonly arrivals: {
    readonly days: ReadonlyArray<{
      readonly on: string;
      readonly kind: 'working' | 'day_off' | 'holiday';
      readonly expected: number;
      readonly low: number;
      readonly high: number;
    }>;
    readonly trend: number;
    readonly checked: {
      readonly days: number;
      readonly within: number;
    };
  } | null;
  readonly list: { readonly [key: string]: string };
  readonly recent: ReadonlyArray<{
    readonly on: string;
    readonly kind: 'working' | 'day_off' | 'holiday';
    readonly n: number;
  }>;
  readonly overdue: {
    readonly now: number;
    readonly pace: {
      readonly usual: number;
      readonly slow: number;
      readonly good: number;
    };
    readonly days: ReadonlyArray<{
      readonly on: string;
      readonly is_business: boolean;
      readonly due: number;
      readonly expected: number;
      readonly low: number;
      readonly high: number;
    }>;
  };
};

export type ForgottenPasswordRequest = {
  readonly email: string;
};

export type FormalReply = {
  readonly id: string;
  readonly state: 'draft' | 'to_approve' | 'sent' | 'discarded';
  readonly version: number;
  readonly document_number: string | null;
  readonly outcome: {
    readonly code: string;
    readonly name: string;
    readonly class: OutcomeClass;
  } | null;
  readonly body: string;
  readonly reasons: string;
  readonly next_step: string;
  readonly means_of_appeal: string;
  readonly responsible_name: string;
  readonly responsible_title: string;
  readonly unit: NamedRef;
  readonly drafted_by: NamedRef | null;
  readonly drafted_at: string;
  readonly approved_by: NamedRef | null;
  readonly sent_at: string | null;
  readonly corrects_id: string | null;
  readonly signed: {
    readonly by: string;
    readonly at: string;
  } | null;
  readonly pdf_url: string;
};

export type FoundArticles = {
  readonly items: ReadonlyArray<{
    readonly id: string;
    readonly code: string;
    readonly title: string;
    readonly summary: string;
    readonly score: number;
  }>;
};

export type Grant = {
  readonly role_code: string;
  readonly role_name: string;
  readonly authority_id: string | null;
  readonly unit_ids: ReadonlyArray<string> | null;
  readonly permissions: ReadonlyArray<Permission>;
};

export type GrantInfo = {
  readonly id: string;
  readonly role_code: string;
  readonly role_name: string;
  readonly authority: NamedRef | null;
  readonly unit: NamedRef | null;
  readonly granted_at: string;
  readonly granted_by: NamedRef | null;
};

export type HourWanted = {
  readonly line_code: string;
  readonly at: string;
  readonly priority_code?: string | null | undefined;
  readonly email?: string | null | undefined;
};

export type Identity = 'named' | 'anonymous' | 'reserved';

export type InboxCounts = {
  readonly tabs: {
    readonly [K in InboxTab]: {
      readonly count: number;
      readonly capped: boolean;
    };
  };
  readonly queues: {
    readonly [K in 'triage' | 'moderation']: {
      readonly count: number;
      readonly capped: boolean;
    };
  };
};

export type InboxCountsQuery = {
  readonly ids?: string | undefined;
  readonly queue?: 'triage' | 'moderation' | undefined;
  readonly q?: string | undefined;
  readonly authority?: string | undefined;
  readonly unit?: string | undefined;
  readonly service?: string | undefined;
  readonly kind?: string | undefined;
  readonly stage?: string | undefined;
  readonly outcome?: string | undefined;
  readonly channel?: string | undefined;
  readonly zone?: string | undefined;
  readonly visibility?: string | undefined;
  readonly moderation?: string | undefined;
  readonly flag?: string | undefined;
  readonly assignee?: string | undefined;
  readonly person?: string | undefined;
  readonly due_from?: string | undefined;
  readonly due_until?: string | undefined;
  readonly received_from?: string | undefined;
  readonly received_until?: string | undefined;
  readonly replied_from?: string | undefined;
  readonly replied_until?: string | undefined;
  readonly closed_from?: string | undefined;
  readonly closed_until?: string | undefined;
};

export type InboxOrder = 'due' | 'received' | 'updated';

export type InboxQuery = {
  readonly ids?: string | undefined;
  readonly tab?: InboxTab | undefined;
  readonly queue?: 'triage' | 'moderation' | undefined;
  readonly q?: string | undefined;
  readonly authority?: string | undefined;
  readonly unit?: string | undefined;
  readonly service?: string | undefined;
  readonly kind?: string | undefined;
  readonly stage?: string | undefined;
  readonly outcome?: string | undefined;
  readonly channel?: string | undefined;
  readonly zone?: string | undefined;
  readonly visibility?: string | undefined;
  readonly moderation?: string | undefined;
  readonly flag?: string | undefined;
  readonly assignee?: string | undefined;
  readonly person?: string | undefined;
  readonly due_from?: string | undefined;
  readonly due_until?: string | undefined;
  readonly received_from?: string | undefined;
  readonly received_until?: string | undefined;
  readonly replied_from?: string | undefined;
  readonly replied_until?: string | undefined;
  readonly closed_from?: string | undefined;
  readonly closed_until?: string | undefined;
  readonly order?: InboxOrder | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type InboxTab = 'mine' | 'unit' | 'to_accept' | 'waiting' | 'overdue' | 'all';

export type Interaction = {
  readonly id: string;
  readonly at: string;
  readonly ended_at: string | null;
  readonly seconds: number | null;
  readonly channel: Channel;
  readonly direction: InteractionDirection;
  readonly kind: CodeName;
  readonly wrap_up: CodeName | null;
  readonly recorded: ('live' | 'after') | null;
  readonly by: string;
  readonly is_mine: boolean;
  readonly place: string;
  readonly has_person: boolean;
  readonly petitions: ReadonlyArray<{
    readonly id: string;
    readonly folio: string;
    readonly part: 'touched' | 'opened';
  }>;
  readonly articles: ReadonlyArray<string>;
};

export type InteractionBegin = {
  readonly interaction_id: string;
  readonly channel: Channel;
  readonly direction?: InteractionDirection | undefined;
  readonly person_id?: string | null | undefined;
  readonly started_at: string;
  readonly call_id?: string | null | undefined;
};

export type InteractionDirection = 'in' | 'out';

export type InteractionDone = {
  readonly interaction_id: string;
};

export type InteractionFigures = {
  readonly n: number;
  readonly median_seconds: number | null;
  readonly by_day: ReadonlyArray<{
    readonly on: string;
    readonly n: number;
  }>;
  readonly by_kind: ReadonlyArray<{
    readonly key: string;
    readonly name: string;
    readonly n: number;
  }>;
  readonly by_channel: ReadonlyArray<{
    readonly key: string;
    readonly name: string;
    readonly n: number;
  }>;
  readonly by_team: ReadonlyArray<{
    readonly key: string;
    readonly name: string;
    readonly n: number;
  }>;
  readonly by_person: ReadonlyArray<{
    readonly key: string;
    readonly name: string;
    readonly n: number;
    readonly median_seconds: number | null;
  }>;
  readonly first_contact: {
    readonly measured: number;
    readonly resolved: number;
  };
};

export type InteractionFiguresQuery = {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly kind?: string | undefined;
  readonly wrap_up?: string | undefined;
  readonly user?: 'me' | string | undefined;
};

export type InteractionNote = {
  readonly note: string;
};

export type InteractionQuery = {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly kind?: string | undefined;
  readonly wrap_up?: string | undefined;
  readonly user?: 'me' | string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type InteractionTouch = {
  readonly petition_id: string;
};

export type InteractionWhole = {
  readonly interaction_id: string;
  readonly channel: Channel;
  readonly direction?: InteractionDirection | undefined;
  readonly person_id?: string | null | undefined;
  readonly started_at: string;
  readonly call_id?: string | null | undefined;
  readonly ended_at: string;
  readonly kind: string;
  readonly wrap_up: string;
  readonly petition_ids?: ReadonlyArray<string> | undefined;
  readonly answer?: string | null | undefined;
};

export type Interactions = {
  readonly items: ReadonlyArray<Interaction>;
  readonly next_cursor: string | null;
};

export type LetterAdd = {
  readonly letter_id: string;
  readonly received_at: string;
  readonly medium: LetterMedium;
  readonly sender_kind: LetterSender;
  readonly subject: string;
  readonly sheets: number;
  readonly annexes?: number | undefined;
  readonly annex_note?: string | undefined;
  readonly kept_at?: LetterPlaceInput | undefined;
  readonly cover_code?: string | null | undefined;
  readonly addressed_to?: string | null | undefined;
  readonly page_file_ids?: ReadonlyArray<string> | undefined;
  readonly petition_id: string;
  readonly sender_name?: string | undefined;
  readonly from_petitioner?: boolean | undefined;
};

export type LetterAdded = {
  readonly letter_id: string;
  readonly entry: string;
  readonly petition_id: string;
  readonly folio: string;
  readonly answers: boolean;
};

export type LetterBook = {
  readonly items: ReadonlyArray<LetterRow>;
  readonly next_cursor: string | null;
};

export type LetterBookFilter = {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly medium?: LetterMedium | undefined;
  readonly q?: string | undefined;
};

export type LetterBookQuery = {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly medium?: LetterMedium | undefined;
  readonly q?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type LetterDayQuery = {
  readonly on: string;
};

export type LetterMedium = 'by_hand' | 'post' | 'courier' | 'box' | 'fax';

export type LetterPage = {
  readonly id: string;
  readonly entry: string;
  readonly received_at: string;
  readonly registered_at: string;
  readonly medium: LetterMedium;
  readonly sender_kind: LetterSender;
  readonly by: string;
  readonly part: 'opened' | 'added';
  readonly is_withheld: boolean;
  readonly sender: string | null;
  readonly subject: string | null;
  readonly sheets: number;
  readonly annexes: number;
  readonly annex_note: string;
  readonly petition: {
    readonly id: string;
    readonly folio: string;
    readonly is_readable: boolean;
  };
  readonly authority: string;
  readonly addressed_to: string | null;
  readonly cover_code: string | null;
  readonly kept_at: {
    readonly shelf: string;
    readonly box: string;
    readonly folder: string;
  } | null;
  readonly scan: {
    readonly state: 'none' | 'waiting' | 'joined' | 'searchable' | 'failed';
    readonly url: string | null;
  };
  readonly places: ReadonlyArray<{
    readonly shelf: string;
    readonly box: string;
    readonly folder: string;
    readonly at: string;
    readonly by: string;
  }>;
};

export type LetterPlaceInput = {
  readonly shelf?: string | undefined;
  readonly box?: string | undefined;
  readonly folder?: string | undefined;
};

export type LetterRegister = {
  readonly service_code: string;
  readonly description: string;
  readonly answers?: { readonly [key: string]: string | number | ReadonlyArray<string> } | undefined;
  readonly place?: PlaceInput | undefined;
  readonly identity: Identity;
  readonly contact?:
    | {
        readonly name?: string | null | undefined;
        readonly email?: string | null | undefined;
        readonly phone?: string | null | undefined;
        readonly document?: string | null | undefined;
        readonly address?: string | null | undefined;
        readonly kind?: 'natural' | 'organisation' | undefined;
      }
    | undefined;
  readonly notify_by?: 'email' | 'phone' | 'letter' | 'whatsapp' | 'none' | undefined;
  readonly on_behalf_of?:
    | {
        readonly kind: 'person' | 'minor' | 'organisation';
        readonly name: string;
        readonly relation?: string | null | undefined;
      }
    | null
    | undefined;
  readonly privacy_version: number;
  readonly interaction_id?: string | null | undefined;
  readonly named_unit_id?: string | null | undefined;
  readonly priority_group?: string | null | undefined;
  readonly spoken?:
    | {
        readonly read_back: boolean;
        readonly copy_asked: boolean;
        readonly language: string | null;
      }
    | null
    | undefined;
  readonly letter_id: string;
  readonly received_at: string;
  readonly medium: LetterMedium;
  readonly sender_kind: LetterSender;
  readonly subject: string;
  readonly sheets: number;
  readonly annexes?: number | undefined;
  readonly annex_note?: string | undefined;
  readonly kept_at?: LetterPlaceInput | undefined;
  readonly cover_code?: string | null | undefined;
  readonly addressed_to?: string | null | undefined;
  readonly page_file_ids?: ReadonlyArray<string> | undefined;
};

export type LetterRegistered = {
  readonly petition_id: string;
  readonly folio: string;
  readonly access_key: string;
  readonly unit_name: string;
  readonly authority_name: string;
  readonly reply_due_on: string | null;
  readonly open_url: string;
  readonly short_text: string;
  readonly letter_id: string;
  readonly entry: string;
};

export type LetterRow = {
  readonly id: string;
  readonly entry: string;
  readonly received_at: string;
  readonly registered_at: string;
  readonly medium: LetterMedium;
  readonly sender_kind: LetterSender;
  readonly by: string;
  readonly part: 'opened' | 'added';
  readonly is_withheld: boolean;
  readonly sender: string | null;
  readonly subject: string | null;
  readonly sheets: number;
  readonly annexes: number;
  readonly annex_note: string;
  readonly petition: {
    readonly id: string;
    readonly folio: string;
    readonly is_readable: boolean;
  };
  readonly authority: string;
  readonly addressed_to: string | null;
  readonly cover_code: string | null;
  readonly kept_at: {
    readonly shelf: string;
    readonly box: string;
    readonly folder: string;
  } | null;
  readonly scan: {
    readonly state: 'none' | 'waiting' | 'joined' | 'searchable' | 'failed';
    readonly url: string | null;
  };
};

export type LetterSender = 'person' | 'organisation' | 'unknown';

export type LettersForOthers = {
  readonly citation: string;
  readonly items: ReadonlyArray<{
    readonly id: string;
    readonly entry: string;
    readonly received_at: string;
    readonly petition: {
      readonly id: string;
      readonly folio: string;
      readonly version: number;
    };
    readonly authority: string;
    readonly addressed_to: NamedRef;
    readonly term: ('transfer' | 'answer') | null;
    readonly due_on: string | null;
    readonly days_left: number | null;
    readonly may_transfer: boolean;
  }>;
};

export type LinkState = 'up' | 'down' | 'refused' | 'untrusted';

export type ListenToRecording = {
  readonly reason: string;
};

export type LiveBeat = {
  readonly gather_ms: number;
  readonly is_heard: boolean;
};

export type LiveBoard = {
  readonly board: 'calls' | 'turns';
  readonly id: string | null;
};

export type LiveEvent = {
  readonly id: string;
};

export type LiveReset = {
  readonly within_ms: number;
};

export type Me = {
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly job_title: string;
    readonly is_demo: boolean;
    readonly must_change_password: boolean;
    readonly away_from: string | null;
    readonly away_until: string | null;
    readonly delegate_id: string | null;
  };
  readonly second_factor: {
    readonly enrolled: boolean;
    readonly recovery_codes_left: number;
  };
  readonly city: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly country: string;
    readonly locale: string;
    readonly time_zone: string;
  };
  readonly cities: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
  }>;
  readonly language: 'es' | 'en';
  readonly permissions: ReadonlyArray<Permission>;
  readonly grants: ReadonlyArray<Grant>;
  readonly authorities: ReadonlyArray<{
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly short_name: string;
  }>;
  readonly units: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly authority_id: string;
  }>;
  readonly is_demo: boolean;
};

export type Message = {
  readonly id: string;
  readonly kind: 'note' | 'question' | 'answer' | 'update' | 'withdrawal' | 'contest' | 'confirmation';
  readonly audience: Audience;
  readonly body: string;
  readonly author: Author;
  readonly at: string;
  readonly answers_id: string | null;
};

export type MissingAnswers = {
  readonly items: ReadonlyArray<{
    readonly id: string;
    readonly words: string;
    readonly portal_times: number;
    readonly console_times: number;
    readonly first_on: string;
    readonly last_on: string;
  }>;
  readonly shown_from: number;
};

export type MissingKept = {
  readonly kept: boolean;
};

export type MissingSettled = {
  readonly settled: boolean;
};

export type MissingWords = {
  readonly words: string;
};

export type Moderation = 'pending' | 'published' | 'withheld' | 'quarantined';

export type ModerationItem = {
  readonly petition: PetitionRow;
  readonly description: string;
  readonly public_description: string | null;
  readonly files: ReadonlyArray<{
    readonly id: string;
    readonly display_name: string;
    readonly media_type: string;
    readonly audience: string;
    readonly alt_text: string | null;
    readonly url: string;
  }>;
};

export type ModerationList = {
  readonly items: ReadonlyArray<ModerationItem>;
  readonly next_cursor: string | null;
};

export type MyUnit = {
  readonly today: string;
  readonly as_of: string;
  readonly name: string;
  readonly authority_id: string | null;
  readonly unit_id: string | null;
  readonly soon_until: string;
  readonly numbers: ReadonlyArray<UnitNumber>;
  readonly oldest: {
    readonly id: string;
    readonly folio: string;
    readonly received_on: string;
    readonly days: number;
  } | null;
  readonly next: ReadonlyArray<PetitionRow>;
  readonly next_search: { readonly [key: string]: string };
  readonly groups: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly by: 'unit' | 'authority';
    readonly numbers: ReadonlyArray<UnitNumber>;
  }>;
  readonly places: WorkPlaces;
};

export type NamedRef = {
  readonly id: string;
  readonly name: string;
};

export type NewArticle = {
  readonly code: string;
  readonly authority_id: string | null;
  readonly unit_id: string | null;
  readonly contents: ArticleContents;
};

export type NewCampaign = {
  readonly authority_id: string | null;
  readonly title: string;
  readonly purpose: string;
  readonly questions: ReadonlyArray<{
    readonly kind: 'scale' | 'yes_no' | 'choice' | 'text';
    readonly text: string;
    readonly options?: ReadonlyArray<string> | undefined;
    readonly required?: boolean | undefined;
  }>;
  readonly population: 'closings' | 'everybody';
  readonly closed_from?: string | null | undefined;
  readonly closed_until?: string | null | undefined;
  readonly service_id?: string | null | undefined;
  readonly channel?: Channel | null | undefined;
  readonly strata_by?: 'none' | 'authority' | 'unit' | 'service' | 'channel' | undefined;
  readonly margin?: number | undefined;
  readonly expected_response?: number | undefined;
  readonly minimum?: number | undefined;
  readonly remind_after_days?: number | null | undefined;
};

export type NewGrant = {
  readonly role_code: string;
  readonly authority_id: string | null;
  readonly unit_id: string | null;
};

export type NewOffice = {
  readonly authority_id: string;
  readonly code: string;
  readonly name: string;
  readonly address: string | null;
  readonly settings: OfficeSettings;
};

export type NewRoutingRule = {
  readonly service_code?: string | null | undefined;
  readonly zone_code?: string | null | undefined;
  readonly kind_code?: string | null | undefined;
  readonly channel?: string | null | undefined;
  readonly unit_id: string;
  readonly note?: string | null | undefined;
};

export type NewService = {
  readonly name: string;
  readonly description: string;
  readonly group_code?: string | null | undefined;
  readonly kind_code: string;
  readonly keywords?: ReadonlyArray<string> | undefined;
  readonly questions?: ReadonlyArray<Question> | undefined;
  readonly location: 'required' | 'optional' | 'none';
  readonly visibility?: Visibility | null | undefined;
  readonly place_class?: PlaceClass | null | undefined;
  readonly asks_if_it_lasts?: boolean | undefined;
  readonly notice?: string | null | undefined;
  readonly emergency_words?: ReadonlyArray<string> | undefined;
  readonly is_active?: boolean | undefined;
  readonly code: string;
};

export type NewTemplate = {
  readonly name: string;
  readonly authority_id?: string | null | undefined;
  readonly service_code?: string | null | undefined;
  readonly outcome_code?: string | null | undefined;
  readonly body: string;
  readonly is_active?: boolean | undefined;
  readonly code: string;
};

export type NewTerm = {
  readonly clock: 'accept' | 'reply' | 'resolve' | 'completion' | 'transfer';
  readonly kind_code?: string | null | undefined;
  readonly service_code?: string | null | undefined;
  readonly authority_code?: string | null | undefined;
  readonly length: number;
  readonly unit: 'business_days' | 'calendar_days' | 'months' | 'hours';
  readonly counting_rule: 'from_next_business_day' | 'from_next_day' | 'date_to_date' | 'from_instant';
  readonly citation: string;
  readonly extension?:
    | {
        readonly at_most_total_factor?: number | undefined;
        readonly at_most_extra?: number | undefined;
        readonly times: number;
        readonly before_expiry: true;
      }
    | null
    | undefined;
  readonly valid_from: string;
  readonly valid_until?: string | null | undefined;
  readonly code: string;
};

export type NewUnit = {
  readonly name: string;
  readonly responsible_name: string;
  readonly responsible_title?: string | undefined;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly address?: string | null | undefined;
  readonly parent_id?: string | null | undefined;
  readonly reply_needs_approval?: boolean | undefined;
  readonly is_active?: boolean | undefined;
  readonly code: string;
  readonly authority_id: string;
};

export type NewUser = {
  readonly email: string;
  readonly name: string;
  readonly job_title?: string | undefined;
  readonly grants: ReadonlyArray<NewGrant>;
};

export type OfficeDone = {
  readonly office_id: string;
  readonly version: number;
};

export type OfficeEdit = {
  readonly version?: number | undefined;
  readonly is_active?: boolean | undefined;
  readonly name: string;
  readonly address: string | null;
  readonly settings: OfficeSettings;
};

export type OfficeFigures = {
  readonly from: string;
  readonly until: string;
  readonly days: ReadonlyArray<{
    readonly on: string;
    readonly taken: number;
    readonly served: number;
    readonly no_shows: number;
    readonly missed: number;
    readonly left: number;
    readonly unattended: number;
    readonly with_priority: number;
    readonly appointments: number;
    readonly wait_median: number | null;
    readonly wait_p90: number | null;
    readonly service_median: number | null;
  }>;
};

export type OfficeList = {
  readonly items: ReadonlyArray<{
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly address: string | null;
    readonly is_active: boolean;
    readonly version: number;
    readonly authority: NamedRef;
    readonly kiosk: string;
    readonly display: string;
    readonly may_attend: boolean;
    readonly may_read: boolean;
    readonly may_edit: boolean;
    readonly may_count: boolean;
  }>;
};

export type OfficePage = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly address: string | null;
  readonly is_active: boolean;
  readonly version: number;
  readonly authority: NamedRef;
  readonly kiosk: string;
  readonly display: string;
  readonly may_attend: boolean;
  readonly may_read: boolean;
  readonly may_edit: boolean;
  readonly may_count: boolean;
  readonly settings: OfficeSettings;
};

export type OfficeSettings = {
  readonly hours: ReadonlyArray<{
    readonly weekday: number;
    readonly opens: string;
    readonly closes: string;
  }> | null;
  readonly lines: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly prefix: string;
    readonly minutes: number;
    readonly service_codes: ReadonlyArray<string>;
    readonly is_active: boolean;
  }>;
  readonly counters: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly lines: ReadonlyArray<string>;
    readonly is_active: boolean;
  }>;
  readonly priorities: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
  }>;
  readonly in_a_row: number;
  readonly stop_minutes: number;
  readonly at_closing: 'attend' | 'next_day';
  readonly appointments: {
    readonly is_offered: boolean;
    readonly slot_minutes: number;
    readonly places: number;
    readonly days_ahead: number;
    readonly remind_hours: number;
    readonly check_in: boolean;
    readonly late_minutes: number;
  };
};

export type OutboxItem = {
  readonly id: string;
  readonly petition: {
    readonly id: string;
    readonly folio: string;
  } | null;
  readonly channel: string;
  readonly template: string;
  readonly recipient: string | null;
  readonly subject: string;
  readonly state: 'queued' | 'sent' | 'kept' | 'failed';
  readonly attempts: number;
  readonly last_error: string | null;
  readonly problem: string | null;
  readonly created_at: string;
  readonly sent_at: string | null;
};

export type OutboxList = {
  readonly items: ReadonlyArray<OutboxItem>;
  readonly next_cursor: string | null;
  readonly sends_mail: boolean;
};

export type OutboxMessage = {
  readonly id: string;
  readonly petition: {
    readonly id: string;
    readonly folio: string;
  } | null;
  readonly channel: string;
  readonly template: string;
  readonly recipient: string | null;
  readonly subject: string;
  readonly state: 'queued' | 'sent' | 'kept' | 'failed';
  readonly attempts: number;
  readonly last_error: string | null;
  readonly problem: string | null;
  readonly created_at: string;
  readonly sent_at: string | null;
  readonly body: string | null;
};

export type OutboxQuery = {
  readonly state?: 'queued' | 'sent' | 'kept' | 'failed' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type OutboxState = 'queued' | 'sent' | 'kept' | 'failed';

export type OutcomeClass =
  'resolved' | 'partly_resolved' | 'refused' | 'not_competent' | 'withdrawn' | 'duplicate';

export type OwnCall = {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly queue: string | null;
  readonly number: string | null;
  readonly rang_at: string;
  readonly answered_at: string | null;
  readonly ended_at: string | null;
  readonly held_since: string | null;
  readonly interaction_id: string | null;
};

export type OwnSoftphone = {
  readonly extension: string | null;
};

export type PaperDeliveryBegin = {
  readonly delivery_id: string;
  readonly petition_id: string;
  readonly reply_id: string;
  readonly way: DeliveryWay;
  readonly at: string;
  readonly receiver_name?: string | undefined;
  readonly receiver_document?: string | undefined;
  readonly tracking?: string | undefined;
  readonly proof_file_id?: string | null | undefined;
};

export type PaperDeliveryDone = {
  readonly delivery_id: string;
};

export type PaperDeliveryEnd = {
  readonly result: 'delivered' | 'returned';
  readonly at: string;
  readonly reason?: string | undefined;
  readonly proof_file_id?: string | null | undefined;
};

export type PaperDeliveryUndo = {
  readonly reason: string;
};

export type PaperReplies = {
  readonly items: ReadonlyArray<PaperReply>;
};

export type PaperReply = {
  readonly reply_id: string;
  readonly petition_id: string;
  readonly folio: string;
  readonly sent_at: string;
  readonly document_number: string;
  readonly outcome: string | null;
  readonly unit: string;
  readonly name: string | null;
  readonly address: string | null;
  readonly is_withheld: boolean;
  readonly printed_at: string | null;
  readonly deliveries: ReadonlyArray<{
    readonly id: string;
    readonly way: DeliveryWay;
    readonly state: 'under_way' | 'delivered' | 'returned' | 'undone';
    readonly begun_on: string;
    readonly ended_on: string | null;
    readonly tracking: string;
    readonly receiver: string | null;
    readonly returned_reason: string;
    readonly notified_on: string | null;
    readonly rule: string | null;
    readonly proof_url: string | null;
    readonly by: string;
    readonly may_undo: boolean;
  }>;
  readonly next_way: DeliveryWay | null;
};

export type PasswordChangeRequest = {
  readonly current_password: string;
  readonly new_password: string;
};

export type PasswordLink = {
  readonly user_id: string;
  readonly url: string;
  readonly expires_at: string;
};

export type PasswordRequest = {
  readonly password: string;
};

export type PauseReason = 'rest' | 'meal' | 'training' | 'paperwork' | 'supervisor' | 'technical';

export type Permission =
  | 'petition.read'
  | 'petition.read_private'
  | 'petition.read_reserved_identity'
  | 'petition.file_for_other'
  | 'petition.accept'
  | 'petition.assign_person'
  | 'petition.transfer_unit'
  | 'petition.transfer_authority'
  | 'petition.ask'
  | 'petition.extend'
  | 'petition.note'
  | 'petition.update'
  | 'petition.reply'
  | 'petition.approve_reply'
  | 'petition.close'
  | 'petition.merge'
  | 'petition.split'
  | 'petition.reclassify'
  | 'petition.prioritise'
  | 'petition.moderate'
  | 'petition.triage'
  | 'petition.export'
  | 'satisfaction.read'
  | 'satisfaction.follow_up'
  | 'reports.prepare'
  | 'reports.publish'
  | 'satisfaction.ask'
  | 'satisfaction.campaign'
  | 'critical_point.read'
  | 'critical_point.follow_up'
  | 'workload.read'
  | 'knowledge.edit'
  | 'knowledge.publish'
  | 'person.read'
  | 'person.edit'
  | 'interactions.record'
  | 'interactions.read'
  | 'interactions.read_team'
  | 'correspondence.read'
  | 'correspondence.register'
  | 'correspondence.deliver'
  | 'quality.review'
  | 'telephony.supervise'
  | 'recordings.listen'
  | 'recordings.hold'
  | 'work.reassign'
  | 'calendar.edit'
  | 'configuration.read'
  | 'configuration.edit'
  | 'users.manage'
  | 'units.manage'
  | 'outbox.read'
  | 'audit.read';

export type PermittedAction = {
  readonly action: string;
  readonly allowed: boolean;
  readonly reason: {
    readonly code: string;
    readonly message: string;
  } | null;
  readonly requires: ReadonlyArray<string>;
  readonly notice: string | null;
};

export type PersonEditRequest = {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
};

export type PersonFound = {
  readonly id: string;
  readonly kind: 'natural' | 'organisation';
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly document: string | null;
  readonly petitions_count: number;
  readonly latest_at: string | null;
};

export type PersonMergeRequest = {
  readonly into: string;
};

export type PersonPage = {
  readonly person: {
    readonly id: string;
    readonly kind: 'natural' | 'organisation';
    readonly name: string | null;
    readonly email: string | null;
    readonly phone: string | null;
    readonly document: string | null;
    readonly petitions_count: number;
    readonly latest_at: string | null;
    readonly language: string;
    readonly merged_into: string | null;
    readonly identities: ReadonlyArray<{
      readonly id: string;
      readonly kind: string;
      readonly value: string;
      readonly verified_at: string | null;
    }>;
  };
  readonly petitions: ReadonlyArray<PetitionRow>;
  readonly changes: ReadonlyArray<{
    readonly id: string;
    readonly change: string;
    readonly at: string;
    readonly by: string | null;
    readonly other_person_id: string | null;
  }>;
  readonly merged: ReadonlyArray<{
    readonly id: string;
    readonly name: string | null;
    readonly at: string;
  }>;
  readonly views: ReadonlyArray<{
    readonly at: string;
    readonly by: string;
    readonly what: string;
  }>;
};

export type PersonQuery = {
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly document?: string | undefined;
};

export type PersonSplitRequest = {
  readonly merged_id: string;
};

export type PersonTimeline = {
  readonly items: ReadonlyArray<{
    readonly id: string;
    readonly at: string;
    readonly ended_at: string | null;
    readonly seconds: number | null;
    readonly channel: Channel;
    readonly direction: InteractionDirection;
    readonly kind: CodeName;
    readonly wrap_up: CodeName | null;
    readonly recorded: ('live' | 'after') | null;
    readonly by: string;
    readonly is_mine: boolean;
    readonly place: string;
    readonly has_person: boolean;
    readonly petitions: ReadonlyArray<{
      readonly id: string;
      readonly folio: string;
      readonly part: 'touched' | 'opened';
    }>;
    readonly articles: ReadonlyArray<string>;
    readonly answer: string | null;
    readonly notes: ReadonlyArray<{
      readonly at: string;
      readonly by: string;
      readonly text: string;
    }>;
  }>;
};

export type PersonalDataView = {
  readonly id: string;
  readonly user: NamedRef;
  readonly person_id: string | null;
  readonly petition: {
    readonly id: string;
    readonly folio: string;
  } | null;
  readonly what: string;
  readonly at: string;
};

export type PersonalDataViews = {
  readonly items: ReadonlyArray<PersonalDataView>;
  readonly next_cursor: string | null;
};

export type PersonalDataViewsQuery = {
  readonly user?: string | undefined;
  readonly person?: string | undefined;
  readonly petition?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type PersonsFound = {
  readonly items: ReadonlyArray<PersonFound>;
  readonly capped: boolean;
};

export type PetitionActionName =
  | 'accept'
  | 'return'
  | 'assign_person'
  | 'take'
  | 'transfer_unit'
  | 'transfer_authority'
  | 'ask'
  | 'withdraw_question'
  | 'tacit_withdrawal'
  | 'extend'
  | 'note'
  | 'publish_update'
  | 'draft_reply'
  | 'submit_reply'
  | 'approve_reply'
  | 'reject_reply'
  | 'send_first_reply'
  | 'send_reply'
  | 'correct_reply'
  | 'merge'
  | 'add_part'
  | 'finish_part'
  | 'change_service'
  | 'set_priority'
  | 'set_visibility'
  | 'moderate'
  | 'redact_photo'
  | 'remove_file'
  | 'answer_for_citizen'
  | 'reissue_key';

export type PetitionCard = {
  readonly id: string;
  readonly folio: string;
  readonly service: string;
  readonly stage: string;
  readonly summary: string;
  readonly address_text: string | null;
  readonly received_at: string;
  readonly due_on: string | null;
  readonly distance_m: number | null;
  readonly likeness: number | null;
};

export type PetitionFlag =
  'due_soon' | 'overdue' | 'reopened' | 'transferred' | 'extended' | 'priority' | 'merged' | 'quarantined';

export type PetitionInteractions = {
  readonly items: ReadonlyArray<{
    readonly id: string;
    readonly at: string;
    readonly ended_at: string | null;
    readonly seconds: number | null;
    readonly channel: Channel;
    readonly direction: InteractionDirection;
    readonly kind: CodeName;
    readonly wrap_up: CodeName | null;
    readonly recorded: ('live' | 'after') | null;
    readonly by: string;
    readonly is_mine: boolean;
    readonly place: string;
    readonly has_person: boolean;
    readonly petitions: ReadonlyArray<{
      readonly id: string;
      readonly folio: string;
      readonly part: 'touched' | 'opened';
    }>;
    readonly articles: ReadonlyArray<string>;
    readonly answer: string | null;
    readonly notes: ReadonlyArray<{
      readonly at: string;
      readonly by: string;
      readonly text: string;
    }>;
  }>;
  readonly may_read: boolean;
};

export type PetitionList = {
  readonly items: ReadonlyArray<PetitionRow>;
  readonly next_cursor: string | null;
};

export type PetitionPage = {
  readonly petition: {
    readonly id: string;
    readonly folio: string;
    readonly version: number;
    readonly kind: CodeName;
    readonly service: CodeName;
    readonly stage: Stage;
    readonly outcome_class: OutcomeClass | null;
    readonly visibility: Visibility;
    readonly moderation: Moderation;
    readonly identity: Identity;
    readonly channel: Channel;
    readonly flags: ReadonlyArray<PetitionFlag>;
    readonly priority: number;
    readonly summary: string;
    readonly address_text: string | null;
    readonly zone: CodeName | null;
    readonly authority: NamedRef;
    readonly unit: NamedRef;
    readonly assignee: NamedRef | null;
    readonly received_at: string;
    readonly filed_on: string;
    readonly updated_at: string;
    readonly due_clock: ('accept' | 'reply' | 'resolve') | null;
    readonly due_at: string | null;
    readonly due_on: string | null;
    readonly days_left: number | null;
    readonly citizen_due_on: string | null;
    readonly closes_on: string | null;
    readonly supporters_count: number;
    readonly left: {
      readonly periods: ReadonlyArray<{
        readonly from: string;
        readonly until: string;
      }>;
      readonly now_with: NamedRef;
    } | null;
    readonly description: string;
    readonly public_description: string | null;
    readonly answers: ReadonlyArray<AnswerShown>;
    readonly place: {
      readonly address_text: string | null;
      readonly place_note: string | null;
      readonly latitude: number | null;
      readonly longitude: number | null;
      readonly neighbourhood: string | null;
    };
    readonly filing_authority: NamedRef;
    readonly outcome: CodeName | null;
    readonly priority_reason: string | null;
    readonly routing: {
      readonly rule: string | null;
      readonly text: string;
    };
    readonly filed_at: string;
    readonly replied_at: string | null;
    readonly notified_at: string | null;
    readonly closed_at: string | null;
    readonly created_by: NamedRef | null;
    readonly merged_into: {
      readonly id: string;
      readonly folio: string;
    } | null;
    readonly duplicates: ReadonlyArray<{
      readonly id: string;
      readonly folio: string;
    }>;
    readonly spoken: {
      readonly copy_asked: boolean;
      readonly copies_given: number;
    } | null;
    readonly open_question: Message | null;
    readonly named_unit: NamedRef | null;
    readonly public_url: string;
  };
  readonly situation: Situation;
  readonly actions: ReadonlyArray<PermittedAction>;
  readonly timeline: ReadonlyArray<TimelineEntry>;
  readonly messages: ReadonlyArray<Message>;
  readonly replies: ReadonlyArray<FormalReply>;
  readonly files: ReadonlyArray<FileInfo>;
  readonly outbox: ReadonlyArray<{
    readonly id: string;
    readonly template: string;
    readonly channel: string;
    readonly subject: string;
    readonly state: OutboxState;
    readonly attempts: number;
    readonly created_at: string;
    readonly sent_at: string | null;
  }>;
  readonly clocks: ReadonlyArray<ClockStrip>;
  readonly assignments: ReadonlyArray<AssignmentInfo>;
  readonly contacts: ReadonlyArray<ContactInfo>;
  readonly of_person: ReadonlyArray<PetitionCard>;
  readonly presence: ReadonlyArray<PresenceInfo>;
  readonly supporters: {
    readonly count: number;
    readonly latest_at: string | null;
  };
  readonly composer: {
    readonly folio: string;
    readonly unit: NamedRef;
    readonly responsible_name: string;
    readonly responsible_title: string;
    readonly means_of_appeal: string;
    readonly needs_approval: boolean;
  };
};

export type PetitionQuery = {
  readonly reveal?: 'contact' | undefined;
  readonly city?: string | undefined;
};

export type PetitionRow = {
  readonly id: string;
  readonly folio: string;
  readonly version: number;
  readonly kind: CodeName;
  readonly service: CodeName;
  readonly stage: Stage;
  readonly outcome_class: OutcomeClass | null;
  readonly visibility: Visibility;
  readonly moderation: Moderation;
  readonly identity: Identity;
  readonly channel: Channel;
  readonly flags: ReadonlyArray<PetitionFlag>;
  readonly priority: number;
  readonly summary: string;
  readonly address_text: string | null;
  readonly zone: CodeName | null;
  readonly authority: NamedRef;
  readonly unit: NamedRef;
  readonly assignee: NamedRef | null;
  readonly received_at: string;
  readonly filed_on: string;
  readonly updated_at: string;
  readonly due_clock: ('accept' | 'reply' | 'resolve') | null;
  readonly due_at: string | null;
  readonly due_on: string | null;
  readonly days_left: number | null;
  readonly citizen_due_on: string | null;
  readonly closes_on: string | null;
  readonly supporters_count: number;
  readonly left: {
    readonly periods: ReadonlyArray<{
      readonly from: string;
      readonly until: string;
    }>;
    readonly now_with: NamedRef;
  } | null;
};

export type PlaceClass = 'public_way' | 'near_home' | 'sensitive';

export type PlaceInput = {
  readonly address_text?: string | null | undefined;
  readonly place_note?: string | null | undefined;
  readonly latitude?: number | null | undefined;
  readonly longitude?: number | null | undefined;
  readonly zone_code?: string | null | undefined;
  readonly neighbourhood?: string | null | undefined;
};

export type PresenceInfo = {
  readonly user: NamedRef;
  readonly doing: 'reading' | 'replying' | 'editing';
  readonly seen_at: string;
};

export type PresenceList = {
  readonly items: ReadonlyArray<PresenceInfo>;
};

export type PresenceRequest = {
  readonly doing: 'reading' | 'replying' | 'editing';
};

export type PrintRepliesQuery = {
  readonly ids: string;
};

export type PrintRepliesRequest = {
  readonly letters: ReadonlyArray<{
    readonly petition_id: string;
    readonly reply_id: string;
  }>;
};

export type PrintedReplies = {
  readonly printed: number;
};

export type QualityCalibrationPage = {
  readonly id: string;
  readonly place: string;
  readonly from_on: string;
  readonly until_on: string;
  readonly opened_at: string;
  readonly seed: string;
  readonly frame_size: number;
  readonly frame_hash: string;
  readonly opened_by: string;
  readonly is_mine: boolean;
  readonly compared_at: string | null;
  readonly compared_by: string | null;
  readonly form_version: number;
  readonly form: ReviewForm;
  readonly judges: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly done: number;
  }>;
  readonly items: ReadonlyArray<{
    readonly id: string;
    readonly number: number;
    readonly at: string;
    readonly channel: Channel;
    readonly direction: 'in' | 'out';
    readonly kind: CodeName;
    readonly seconds: number | null;
    readonly agent: NamedRef;
    readonly place: string;
    readonly interaction: {
      readonly answer: string | null;
      readonly notes: ReadonlyArray<{
        readonly at: string;
        readonly by: string;
        readonly text: string;
      }>;
      readonly petitions: ReadonlyArray<{
        readonly id: string;
        readonly folio: string;
        readonly part: 'touched' | 'opened';
      }>;
      readonly articles: ReadonlyArray<string>;
      readonly wrap_up: CodeName | null;
      readonly is_hidden: boolean;
    };
    readonly mine: ReviewMarks | null;
    readonly scores: ReadonlyArray<{
      readonly judge: NamedRef;
      readonly marks: ReviewMarks;
      readonly score: number;
      readonly passes: boolean;
    }>;
    readonly reference: {
      readonly marks: ReviewMarks;
      readonly score: number;
      readonly passes: boolean;
      readonly words: string;
      readonly at: string;
      readonly by: string;
    } | null;
  }>;
  readonly agreement: {
    readonly judges: number;
    readonly criteria: ReadonlyArray<{
      readonly code: string;
      readonly n: number;
      readonly share: number | null;
      readonly kappa: number | null;
    }>;
    readonly errors: ReadonlyArray<{
      readonly code: string;
      readonly n: number;
      readonly share: number | null;
      readonly kappa: number | null;
    }>;
    readonly whole: {
      readonly n: number;
      readonly share: number | null;
      readonly kappa: number | null;
    };
  } | null;
};

export type QualityCalibrations = {
  readonly items: ReadonlyArray<{
    readonly id: string;
    readonly place: string;
    readonly from_on: string;
    readonly until_on: string;
    readonly opened_at: string;
    readonly opened_by: string;
    readonly compared_at: string | null;
    readonly items: number;
    readonly kept: number;
    readonly mine: number;
    readonly finished: number;
  }>;
};

export type QualityReview = {
  readonly id: string;
  readonly state: ReviewState;
  readonly at: string;
  readonly channel: Channel;
  readonly direction: 'in' | 'out';
  readonly kind: CodeName;
  readonly seconds: number | null;
  readonly agent: NamedRef;
  readonly place: string;
  readonly reviewer: NamedRef | null;
  readonly score: number | null;
  readonly passes: boolean | null;
  readonly has_critical_error: boolean;
  readonly submitted_at: string | null;
};

export type QualityReviewPage = {
  readonly id: string;
  readonly state: ReviewState;
  readonly at: string;
  readonly channel: Channel;
  readonly direction: 'in' | 'out';
  readonly kind: CodeName;
  readonly seconds: number | null;
  readonly agent: NamedRef;
  readonly place: string;
  readonly reviewer: NamedRef | null;
  readonly score: number | null;
  readonly passes: boolean | null;
  readonly has_critical_error: boolean;
  readonly submitted_at: string | null;
  readonly interaction: {
    readonly answer: string | null;
    readonly notes: ReadonlyArray<{
      readonly at: string;
      readonly by: string;
      readonly text: string;
    }>;
    readonly petitions: ReadonlyArray<{
      readonly id: string;
      readonly folio: string;
      readonly part: 'touched' | 'opened';
    }>;
    readonly articles: ReadonlyArray<string>;
    readonly wrap_up: CodeName | null;
    readonly is_hidden: boolean;
  };
  readonly form_version: number;
  readonly form: ReviewForm;
  readonly marks: ReviewMarks | null;
  readonly feedback: string | null;
  readonly answer: string | null;
  readonly answered_at: string | null;
  readonly settled_by: string | null;
  readonly settled_at: string | null;
  readonly ruling: string | null;
  readonly submitted_on: string | null;
  readonly contest_until: string | null;
  readonly today: string;
  readonly events: ReadonlyArray<{
    readonly id: string;
    readonly at: string;
    readonly type:
      'drawn' | 'set_aside' | 'submitted' | 'taken_back' | 'acknowledged' | 'contested' | 'settled';
    readonly by: string | null;
    readonly score: number | null;
    readonly words: string | null;
  }>;
};

export type QualityReviews = {
  readonly items: ReadonlyArray<QualityReview>;
  readonly next_cursor: string | null;
};

export type QualitySamples = {
  readonly items: ReadonlyArray<{
    readonly id: string;
    readonly place: string;
    readonly from_on: string;
    readonly until_on: string;
    readonly drawn_at: string;
    readonly per_stratum: number;
    readonly seed: string;
    readonly frame_size: number;
    readonly frame_hash: string;
    readonly drawn: number;
    readonly looked_at: number;
    readonly set_aside: number;
    readonly drawn_by: string;
  }>;
  readonly places: {
    readonly authorities: ReadonlyArray<NamedRef>;
    readonly units: ReadonlyArray<{
      readonly id: string;
      readonly name: string;
      readonly authority_id: string;
    }>;
  };
};

export type QualityTrend = {
  readonly from: string;
  readonly agents: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly is_me: boolean;
    readonly months: ReadonlyArray<{
      readonly month: string;
      readonly n: number;
      readonly mean: number;
      readonly passed: number;
    }>;
  }>;
};

export type Question = {
  readonly code: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly type: 'text' | 'long_text' | 'number' | 'date' | 'yes_no' | 'one_of' | 'many_of' | 'note';
  readonly required: boolean;
  readonly options?:
    | ReadonlyArray<{
        readonly code: string;
        readonly label: string;
      }>
    | undefined;
  readonly at_least?: number | undefined;
  readonly at_most?: number | undefined;
  readonly only_if?:
    | {
        readonly question: string;
        readonly is: ReadonlyArray<string>;
      }
    | undefined;
  readonly is_private?: boolean | undefined;
};

export type QueueBoard = {
  readonly at: string;
  readonly queues: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly answer_within_s: number;
    readonly waiting: number;
    readonly waiting_since: string | null;
    readonly speaking: number;
    readonly is_open: boolean | null;
    readonly opens_at: string | null;
  }>;
  readonly agents: ReadonlyArray<{
    readonly user_id: string;
    readonly name: string;
    readonly doing: AgentDoing;
    readonly reason: string | null;
    readonly since: string;
    readonly queue: string | null;
  }>;
  readonly exchanges: ReadonlyArray<{
    readonly name: string;
    readonly link: LinkState;
    readonly heard_at: string | null;
  }>;
};

export type QueueGoal = {
  readonly answer_within_s: number;
  readonly target_percent: number;
  readonly short_abandon_s: number;
  readonly service_level: ServiceLevel;
};

export type QueueHoursFrom = 'always' | 'channel' | 'own';

export type ReassignWork = {
  readonly to_user_id: string | null;
};

export type Reassigned = {
  readonly moved: number;
  readonly left: ReadonlyArray<string>;
};

export type ReceiptQuery = {
  readonly paper?: 'letter' | 'thermal' | undefined;
};

export type Recording = {
  readonly id: string;
  readonly recorded_at: string;
  readonly seconds: number | null;
  readonly consent: RecordingConsent;
  readonly direction: ('in' | 'out') | null;
  readonly queue: string | null;
  readonly agents: ReadonlyArray<string>;
  readonly has_call: boolean;
  readonly has_sound: boolean;
  readonly is_held: boolean;
  readonly is_complaint: boolean;
  readonly deleted_on: string | null;
  readonly deleted_at: string | null;
};

export type RecordingConsent = 'announced' | 'opted_out' | 'unknown';

export type RecordingEvent =
  'kept' | 'opted_out' | 'opened' | 'altered' | 'refused' | 'held' | 'released' | 'deleted';

export type RecordingListening = {
  readonly integrity: 'intact' | 'altered' | 'lost';
  readonly listening_id: string | null;
};

export type RecordingPage = {
  readonly id: string;
  readonly recorded_at: string;
  readonly seconds: number | null;
  readonly consent: RecordingConsent;
  readonly direction: ('in' | 'out') | null;
  readonly queue: string | null;
  readonly agents: ReadonlyArray<string>;
  readonly has_call: boolean;
  readonly has_sound: boolean;
  readonly is_held: boolean;
  readonly is_complaint: boolean;
  readonly deleted_on: string | null;
  readonly deleted_at: string | null;
  readonly hold_reason: string | null;
  readonly sha256: string | null;
  readonly events: ReadonlyArray<{
    readonly id: string;
    readonly at: string;
    readonly type: RecordingEvent;
    readonly reason: string | null;
    readonly by: string | null;
  }>;
};

export type RecordingSoundQuery = {
  readonly listening: string;
};

export type Recordings = {
  readonly items: ReadonlyArray<Recording>;
  readonly next_cursor: string | null;
  readonly stopped: ReadonlyArray<{
    readonly name: string;
    readonly since: string;
  }>;
};

export type RecordingsQuery = {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly queue?: string | undefined;
  readonly state?: 'kept' | 'held' | 'opted_out' | 'deleted' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type RecoveryCodes = {
  readonly recovery_codes: ReadonlyArray<string>;
};

export type RelatedPetitions = {
  readonly nearby: ReadonlyArray<PetitionCard>;
  readonly similar: ReadonlyArray<PetitionCard>;
};

export type ReplyPreview = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly missing: ReadonlyArray<string>;
};

export type ReplyPreviewRequest = {
  readonly body: string;
  readonly outcome_code: string | null;
  readonly reasons?: string | undefined;
  readonly next_step?: string | undefined;
  readonly means_of_appeal?: string | undefined;
  readonly responsible_name?: string | undefined;
  readonly responsible_title?: string | undefined;
};

export type Report = {
  readonly id: string;
  readonly model: ReportModel;
  readonly period: string;
  readonly period_name: string;
  readonly authority: NamedRef | null;
  readonly edition: number;
  readonly template_version: number;
  readonly ordered_at: string;
  readonly ordered_by: string | null;
  readonly progress: number;
  readonly as_of: string | null;
  readonly published_at: string | null;
  readonly published_by: string | null;
  readonly address: string | null;
  readonly may_publish: boolean;
  readonly is_of_whole_period: boolean;
};

export type ReportDone = {
  readonly report_id: string;
};

export type ReportModel = 'management' | 'pqrsd' | 'three_clocks';

export type ReportOrder = {
  readonly model: ReportModel;
  readonly period: string;
  readonly authority_id: string | null;
};

export type ReportTemplate = {
  readonly model: ReportModel;
  readonly version: number;
  readonly sections: ReadonlyArray<ReportTemplateSection>;
  readonly kinds: ReadonlyArray<string>;
  readonly placeholders: ReadonlyArray<string>;
  readonly saved_at: string | null;
  readonly saved_by: string | null;
};

export type ReportTemplateChange = {
  readonly version: number;
  readonly sections: ReadonlyArray<ReportTemplateSection>;
};

export type ReportTemplateDone = {
  readonly version: number;
};

export type ReportTemplateSection = {
  readonly kind: string;
  readonly is_shown: boolean;
  readonly title: {
    readonly es: string;
    readonly en: string;
  };
  readonly text: {
    readonly es: string;
    readonly en: string;
  };
};

export type Reports = {
  readonly items: ReadonlyArray<Report>;
  readonly models: ReadonlyArray<ReportModel>;
  readonly periods: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
  }>;
  readonly authorities: ReadonlyArray<NamedRef>;
  readonly of_whole_city: boolean;
};

export type ReviewAnswer = {
  readonly contests: boolean;
  readonly words: string;
};

export type ReviewAside = {
  readonly reason: string;
};

export type ReviewDone = {
  readonly review_id: string;
  readonly state: string;
  readonly score: number | null;
};

export type ReviewForm = {
  readonly criteria: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
    readonly weight: number;
  }>;
  readonly critical_errors: ReadonlyArray<{
    readonly code: string;
    readonly name: string;
  }>;
  readonly passes_at: number;
  readonly contest_days: number | null;
};

export type ReviewFormInForce = {
  readonly version: number;
  readonly form: ReviewForm;
};

export type ReviewFormSaved = {
  readonly version: number;
};

export type ReviewFormSaving = {
  readonly version: number;
  readonly form: ReviewForm;
};

export type ReviewMarks = {
  readonly values: { readonly [key: string]: 'yes' | 'partly' | 'no' | 'not_applicable' };
  readonly errors: ReadonlyArray<string>;
  readonly reasons: { readonly [key: string]: string };
};

export type ReviewRuling = {
  readonly marks?: ReviewMarks | null | undefined;
  readonly ruling: string;
};

export type ReviewState = 'to_review' | 'set_aside' | 'submitted' | 'acknowledged' | 'contested' | 'settled';

export type ReviewSubmitting = {
  readonly form_version: number;
  readonly marks: ReviewMarks;
  readonly feedback: string;
};

export type RoleInfo = {
  readonly code: string;
  readonly name: string;
  readonly permissions: ReadonlyArray<Permission>;
  readonly built_in: boolean;
  readonly may_grant: boolean;
};

export type RoleList = {
  readonly items: ReadonlyArray<RoleInfo>;
};

export type RoutingRule = {
  readonly service_code: string | null;
  readonly zone_code: string | null;
  readonly kind_code: string | null;
  readonly channel: string | null;
  readonly unit_id: string;
  readonly note: string | null;
  readonly id: string;
  readonly unit_name: string;
  readonly authority_id: string;
  readonly position: number;
};

export type RoutingRuleList = {
  readonly items: ReadonlyArray<RoutingRule>;
};

export type RoutingRuleTrial = {
  readonly replaces_id?: string | null | undefined;
  readonly rule: NewRoutingRule | null;
  readonly sample?: number | undefined;
};

export type RoutingRuleTrialResult = {
  readonly tried: number;
  readonly changed: number;
  readonly examples: ReadonlyArray<{
    readonly petition_id: string;
    readonly folio: string;
    readonly service: string;
    readonly from_unit: string;
    readonly to_unit: string;
  }>;
};

export type SampleDone = {
  readonly sample_id: string;
  readonly drawn: number;
  readonly frame_size: number;
};

export type SampleOrder = {
  readonly authority_id: string;
  readonly unit_id?: string | null | undefined;
  readonly from: string;
  readonly until: string;
  readonly per_stratum: number;
};

export type SatisfactionBreakdown =
  'authority' | 'unit' | 'service' | 'kind' | 'channel' | 'responsible' | 'mode';

export type SatisfactionFigures = {
  readonly closed: number;
  readonly asked: number;
  readonly complete: number;
  readonly response_rate: number | null;
  readonly needed: number;
  readonly satisfaction: SatisfactionShare | null;
  readonly ease: {
    readonly n: number;
    readonly percent: number;
    readonly low: number;
    readonly high: number;
    readonly weighted: number;
    readonly insufficient: boolean;
    readonly mean: number;
  } | null;
  readonly solved: SatisfactionShare | null;
  readonly clarity: SatisfactionShare | null;
  readonly lasting_due: number;
  readonly lasting_asked: number;
  readonly lasting: SatisfactionShare | null;
};

export type SatisfactionGroup = {
  readonly key: string;
  readonly name: string;
  readonly figures: SatisfactionFigures;
};

export type SatisfactionPeople = {
  readonly dimension: 'age_band' | 'gender' | 'disability' | 'indigenous_language';
  readonly value: string;
  readonly told: {
    readonly n: number;
    readonly satisfaction: {
      readonly percent: number;
      readonly low: number;
      readonly high: number;
    };
    readonly solved: {
      readonly percent: number;
      readonly low: number;
      readonly high: number;
    };
  } | null;
};

export type SatisfactionResult = {
  readonly from: string;
  readonly until: string;
  readonly by: SatisfactionBreakdown;
  readonly whole: SatisfactionFigures;
  readonly groups: ReadonlyArray<SatisfactionGroup>;
  readonly months: ReadonlyArray<SatisfactionGroup>;
  readonly people: ReadonlyArray<SatisfactionPeople>;
};

export type SatisfactionShare = {
  readonly n: number;
  readonly percent: number;
  readonly low: number;
  readonly high: number;
  readonly weighted: number;
  readonly insufficient: boolean;
};

export type SavedView = {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly position: number;
};

export type SavedViewRequest = {
  readonly name: string;
  readonly query: string;
  readonly position?: number | undefined;
};

export type SavedViews = {
  readonly items: ReadonlyArray<SavedView>;
};

export type ScanPile = {
  readonly id: string;
  readonly state: 'reading' | 'read' | 'failed' | 'binding' | 'bound';
  readonly problem: ('no_reader' | 'unreadable' | 'too_many_pages') | null;
  readonly pages: number;
  readonly progress: number;
  readonly uploaded_at: string;
  readonly undone_at: string | null;
  readonly by: string;
  readonly bound: number;
  readonly may_bind: boolean;
  readonly may_undo: boolean;
  readonly parts: ReadonlyArray<{
    readonly at: number;
    readonly code: string | null;
    readonly pages: number;
    readonly first_page: number | null;
    readonly finding:
      | 'ready'
      | 'too_few'
      | 'too_many'
      | 'no_sheet'
      | 'unknown_code'
      | 'sheet_twice'
      | 'not_registered'
      | 'empty'
      | 'has_scan';
    readonly binding: 'chosen' | 'to_choose' | 'to_name' | 'never';
    readonly letter: {
      readonly entry: string;
      readonly folio: string;
      readonly sheets: number;
      readonly annexes: number;
    } | null;
    readonly bound: {
      readonly state: 'waiting' | 'bound' | 'skipped' | 'undone';
      readonly letter: {
        readonly entry: string;
        readonly folio: string;
        readonly sheets: number;
        readonly annexes: number;
      };
    } | null;
  }>;
};

export type ScanPileBegin = {
  readonly pile_id: string;
  readonly file_ids: ReadonlyArray<string>;
};

export type ScanPileBind = {
  readonly parts: ReadonlyArray<{
    readonly at: number;
    readonly named?: string | undefined;
  }>;
};

export type ScanPileDone = {
  readonly pile_id: string;
};

export type ScanPileUndo = {
  readonly reason: string;
};

export type ScanPiles = {
  readonly reads_pdf: boolean;
  readonly reads_words: boolean;
  readonly items: ReadonlyArray<{
    readonly id: string;
    readonly state: 'reading' | 'read' | 'failed' | 'binding' | 'bound';
    readonly problem: ('no_reader' | 'unreadable' | 'too_many_pages') | null;
    readonly pages: number;
    readonly progress: number;
    readonly uploaded_at: string;
    readonly undone_at: string | null;
    readonly by: string;
    readonly bound: number;
    readonly may_bind: boolean;
    readonly may_undo: boolean;
  }>;
  readonly next_cursor: string | null;
};

export type SearchQuery = {
  readonly q: string;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type SearchResult = {
  readonly folio: PetitionRow | null;
  readonly petitions: {
    readonly items: ReadonlyArray<PetitionRow>;
    readonly next_cursor: string | null;
  };
  readonly persons: ReadonlyArray<PersonFound>;
};

export type SendKeptRequest = {
  readonly state?: 'kept' | 'failed' | undefined;
  readonly outbox_ids?: ReadonlyArray<string> | undefined;
};

export type SendKeptResult = {
  readonly queued: number;
  readonly left: boolean;
};

export type ServiceChangePreview = {
  readonly from: CodeName;
  readonly to: CodeName;
  readonly kind: CodeName;
  readonly clocks: ReadonlyArray<{
    readonly clock: string;
    readonly name: string;
    readonly due_before: string | null;
    readonly due_after: string | null;
  }>;
  readonly unit_suggested: {
    readonly id: string;
    readonly name: string;
  } | null;
};

export type ServiceChangeQuery = {
  readonly service_id: string;
};

export type ServiceEdit = {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly group_code?: string | null | undefined;
  readonly kind_code?: string | undefined;
  readonly keywords?: ReadonlyArray<string> | undefined;
  readonly questions?: ReadonlyArray<Question> | undefined;
  readonly location?: 'required' | 'optional' | 'none' | undefined;
  readonly visibility?: Visibility | null | undefined;
  readonly place_class?: PlaceClass | null | undefined;
  readonly asks_if_it_lasts?: boolean | undefined;
  readonly notice?: string | null | undefined;
  readonly emergency_words?: ReadonlyArray<string> | undefined;
  readonly is_active?: boolean | undefined;
  readonly version?: number | undefined;
};

export type ServiceInfo = {
  readonly name: string;
  readonly description: string;
  readonly group_code: string | null;
  readonly kind_code: string;
  readonly keywords: ReadonlyArray<string>;
  readonly questions: ReadonlyArray<Question>;
  readonly location: 'required' | 'optional' | 'none';
  readonly visibility: Visibility | null;
  readonly place_class: PlaceClass | null;
  readonly asks_if_it_lasts: boolean;
  readonly notice: string | null;
  readonly emergency_words: ReadonlyArray<string>;
  readonly is_active: boolean;
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly position: number;
};

export type ServiceLevel = 'answered' | 'offered';

export type ServiceList = {
  readonly items: ReadonlyArray<ServiceInfo>;
};

export type SessionState = {
  readonly state:
    'signed_in' | 'second_factor_needed' | 'password_change_needed' | 'second_factor_enrolment_needed';
  readonly me: Me | null;
};

export type SetPasswordRequest = {
  readonly token: string;
  readonly new_password: string;
};

export type SignInRequest = {
  readonly email: string;
  readonly password: string;
};

export type Situation = {
  readonly stage: string;
  readonly outcome_class: string | null;
  readonly merged: boolean;
  readonly reopened_count: number;
  readonly contest_times: number;
  readonly contest_until: string | null;
  readonly today: string;
  readonly reply_needs_approval: boolean;
  readonly open_parts: number;
  readonly outcome_may_wait: boolean;
  readonly extended: boolean;
};

export type Softphone = {
  readonly id: string;
  readonly extension: string;
  readonly sip_address: string;
  readonly sip_domain: string;
  readonly sip_user: string;
  readonly password: string;
  readonly expires_at: string;
};

export type SoftphoneGateway = {
  readonly gateway: {
    readonly sip_address: string;
    readonly sip_domain: string | null;
    readonly ari_address: string;
    readonly ari_username: string;
    readonly ari_secret: string | null;
  } | null;
};

export type SoftphoneGateways = {
  readonly exchanges: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly is_enabled: boolean;
    readonly sip_address: string | null;
    readonly sip_domain: string | null;
    readonly ari_address: string | null;
    readonly ari_username: string | null;
    readonly connected: number;
  }>;
};

export type SpokenCopyRequest = {
  readonly way: 'paper' | 'email';
};

export type StaffingHistory = {
  readonly weekday: number;
  readonly weeks: number;
  readonly queues: ReadonlyArray<SupervisedQueue>;
  readonly handling_s: number | null;
  readonly slots: ReadonlyArray<{
    readonly slot: number;
    readonly calls: number;
  }>;
};

export type StaffingQuery = {
  readonly queue?: string | undefined;
  readonly weekday?: number | undefined;
  readonly weeks?: number | undefined;
};

export type Stage = 'received' | 'assigned' | 'in_work' | 'waiting_citizen' | 'replied' | 'closed';

export type SupervisedQueue = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly answer_within_s: number;
  readonly target_percent: number;
  readonly short_abandon_s: number;
  readonly service_level: ServiceLevel;
};

export type SurveyAnswerGiven = {
  readonly satisfaction?: (1 | 2 | 3 | 4 | 5) | null | undefined;
  readonly solved: 'yes' | 'partly' | 'no' | 'unknown';
  readonly ease?: (1 | 2 | 3 | 4 | 5) | null | undefined;
  readonly clarity?: (1 | 2 | 3 | 4 | 5) | null | undefined;
  readonly age_band?: ('under_18' | '18_29' | '30_44' | '45_59' | 'from_60') | null | undefined;
  readonly gender?: ('woman' | 'man' | 'other') | null | undefined;
  readonly disability?: ('yes' | 'no') | null | undefined;
  readonly indigenous_language?: ('yes' | 'no') | null | undefined;
  readonly comment?: string | undefined;
  readonly wants_contact?: boolean | undefined;
};

export type SurveyAsked = {
  readonly survey_id: string;
};

export type SurveyAttempt = {
  readonly result: 'no_answer' | 'refused' | 'call_back';
  readonly call_back_on?: string | null | undefined;
};

export type SurveyCall = {
  readonly id: string;
  readonly asks: 'how_it_went' | 'if_it_lasts';
  readonly carried_by: 'phone' | 'paper';
  readonly channel: string;
  readonly closed_in: string;
  readonly expires_at: string;
  readonly call_back_on: string | null;
  readonly attempts: number;
  readonly authority: NamedRef;
  readonly service: NamedRef;
  readonly is_mine: boolean;
  readonly is_anothers: boolean;
  readonly person: {
    readonly name: string | null;
    readonly phone: string | null;
    readonly address: string | null;
  };
};

export type SurveyPaperAnswer = {
  readonly satisfaction?: (1 | 2 | 3 | 4 | 5) | null | undefined;
  readonly solved: 'yes' | 'partly' | 'no' | 'unknown';
  readonly ease?: (1 | 2 | 3 | 4 | 5) | null | undefined;
  readonly clarity?: (1 | 2 | 3 | 4 | 5) | null | undefined;
  readonly age_band?: ('under_18' | '18_29' | '30_44' | '45_59' | 'from_60') | null | undefined;
  readonly gender?: ('woman' | 'man' | 'other') | null | undefined;
  readonly disability?: ('yes' | 'no') | null | undefined;
  readonly indigenous_language?: ('yes' | 'no') | null | undefined;
  readonly comment?: string | undefined;
  readonly wants_contact?: boolean | undefined;
  readonly paper_code: string;
};

export type SurveyToAsk = {
  readonly id: string;
  readonly asks: 'how_it_went' | 'if_it_lasts';
  readonly carried_by: 'phone' | 'paper';
  readonly channel: string;
  readonly closed_in: string;
  readonly expires_at: string;
  readonly call_back_on: string | null;
  readonly attempts: number;
  readonly authority: NamedRef;
  readonly service: NamedRef;
  readonly is_mine: boolean;
  readonly is_anothers: boolean;
};

export type SurveysToAsk = {
  readonly items: ReadonlyArray<SurveyToAsk>;
  readonly next_cursor: string | null;
};

export type Telephone = {
  readonly link: 'none' | 'up' | 'down';
  readonly extension: string | null;
  readonly state: {
    readonly state: AgentState;
    readonly reason: PauseReason | null;
    readonly since: string | null;
  } | null;
  readonly calls: ReadonlyArray<OwnCall>;
  readonly refused: {
    readonly order_id: string;
    readonly why:
      'call' | 'transfer' | 'hang_up' | 'pause' | 'unpause' | 'own_phone' | 'gone' | 'no_queue' | 'away';
  } | null;
};

export type TelephonySettings = {
  readonly exchanges: ReadonlyArray<{
    readonly id: string;
    readonly authority_id: string;
    readonly name: string;
    readonly host: string;
    readonly port: number;
    readonly is_tls: boolean;
    readonly username: string;
    readonly dial_context: string;
    readonly tls_certificate: string | null;
    readonly is_enabled: boolean;
    readonly link: LinkState;
    readonly link_since: string | null;
    readonly log_read_at: string | null;
    readonly log_until: string | null;
    readonly log_calls: number | null;
    readonly log_added: number | null;
    readonly log_corrected: number | null;
    readonly log_problem: ('no_file' | 'unreadable') | null;
  }>;
  readonly queues: ReadonlyArray<{
    readonly id: string;
    readonly exchange_id: string;
    readonly code: string;
    readonly name: string;
    readonly calls_back: boolean;
    readonly is_active: boolean;
    readonly hours_from: QueueHoursFrom;
    readonly own_hours: ReadonlyArray<{
      readonly weekday: number;
      readonly opens: string;
      readonly closes: string;
    }>;
    readonly is_open: boolean | null;
  }>;
  readonly extensions: ReadonlyArray<{
    readonly exchange_id: string;
    readonly user_id: string;
    readonly name: string;
    readonly extension: string;
    readonly interface: string;
  }>;
  readonly people: ReadonlyArray<NamedRef>;
};

export type TemplateEdit = {
  readonly name?: string | undefined;
  readonly authority_id?: string | null | undefined;
  readonly service_code?: string | null | undefined;
  readonly outcome_code?: string | null | undefined;
  readonly body?: string | undefined;
  readonly is_active?: boolean | undefined;
  readonly version?: number | undefined;
};

export type TemplateInfo = {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly authority_id: string | null;
  readonly service_code: string | null;
  readonly outcome_code: string | null;
  readonly body: string;
  readonly is_active: boolean;
  readonly version: number;
};

export type TemplateList = {
  readonly items: ReadonlyArray<TemplateInfo>;
};

export type TermEnd = {
  readonly valid_until: string;
};

export type TermEndPreview = {
  readonly petitions_that_keep_it: number;
  readonly next: {
    readonly length: number;
    readonly unit: 'business_days' | 'calendar_days' | 'months' | 'hours';
    readonly citation: string;
  } | null;
};

export type TermInfo = {
  readonly clock: 'accept' | 'reply' | 'resolve' | 'completion' | 'transfer';
  readonly kind_code: string | null;
  readonly service_code: string | null;
  readonly authority_code: string | null;
  readonly length: number;
  readonly unit: 'business_days' | 'calendar_days' | 'months' | 'hours';
  readonly counting_rule: 'from_next_business_day' | 'from_next_day' | 'date_to_date' | 'from_instant';
  readonly citation: string;
  readonly extension: {
    readonly at_most_total_factor?: number | undefined;
    readonly at_most_extra?: number | undefined;
    readonly times: number;
    readonly before_expiry: true;
  } | null;
  readonly valid_from: string;
  readonly valid_until: string | null;
  readonly id: string;
  readonly code: string;
  readonly is_active: boolean;
};

export type TermList = {
  readonly items: ReadonlyArray<TermInfo>;
};

export type TextEdit = {
  readonly body: string;
};

export type TextInfo = {
  readonly code: string;
  readonly version: number;
  readonly body: string;
  readonly valid_from: string;
};

export type TextList = {
  readonly items: ReadonlyArray<TextInfo>;
};

export type TicketAtCounter = {
  readonly id: string;
  readonly number: string;
  readonly line: string;
  readonly line_code: string;
  readonly service: string | null;
  readonly priority: string | null;
  readonly state:
    'waiting' | 'called' | 'serving' | 'parked' | 'done' | 'no_show' | 'left' | 'carried' | 'lapsed';
  readonly taken_at: string;
  readonly appointment_at: string | null;
  readonly arrived_at: string | null;
  readonly for_counter: string | null;
  readonly counter_code: string | null;
  readonly called_at: string | null;
  readonly calls: number;
  readonly serving_at: string | null;
  readonly parked_at: string | null;
  readonly park_reason: string | null;
  readonly interaction_id: string | null;
  readonly by: string | null;
};

export type TicketAttended = {
  readonly interaction_id: string;
};

export type TicketBegun = {
  readonly ticket_id: string;
  readonly interaction_id: string;
};

export type TicketDone = {
  readonly ticket_id: string;
};

export type TicketExpected = {
  readonly id: string;
  readonly number: string;
  readonly line: string;
  readonly line_code: string;
  readonly service: string | null;
  readonly priority: string | null;
  readonly state:
    'waiting' | 'called' | 'serving' | 'parked' | 'done' | 'no_show' | 'left' | 'carried' | 'lapsed';
  readonly taken_at: string;
  readonly appointment_at: string | null;
  readonly arrived_at: string | null;
  readonly for_counter: string | null;
  readonly counter_code: string | null;
  readonly called_at: string | null;
  readonly calls: number;
  readonly serving_at: string | null;
  readonly parked_at: string | null;
  readonly park_reason: string | null;
  readonly interaction_id: string | null;
};

export type TicketFinished = {
  readonly interaction_id: string;
  readonly kind?: string | undefined;
  readonly wrap_up?: string | undefined;
};

export type TicketFound = {
  readonly id: string;
  readonly number: string;
  readonly line: string;
  readonly state:
    'waiting' | 'called' | 'serving' | 'parked' | 'done' | 'no_show' | 'left' | 'carried' | 'lapsed';
  readonly taken_at: string;
  readonly appointment_at: string | null;
  readonly may_cancel: boolean;
};

export type TicketGiven = {
  readonly line_code: string;
  readonly priority_code?: string | null | undefined;
};

export type TicketMove = Record<string, never>;

export type TicketParked = {
  readonly reason: string;
};

export type TicketTaken = {
  readonly ticket_id: string;
  readonly number: string;
  readonly said: string;
  readonly link: string;
};

export type TicketTransfer = {
  readonly line_code: string;
  readonly for_counter?: string | null | undefined;
};

export type TimelineEntry = {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly group: 'history' | 'message' | 'reply' | 'file' | 'clock' | 'delivery';
  readonly audience: Audience;
  readonly text: string;
  readonly author: Author;
  readonly message: Message | null;
  readonly reply_id: string | null;
  readonly file_id: string | null;
  readonly outbox_id: string | null;
};

export type TotpEnrolment = {
  readonly secret: string;
  readonly otpauth_uri: string;
  readonly qr_svg: string;
};

export type TransferPreview = {
  readonly policy: 'keeps_running' | 'new_term_from_receipt' | 'resume_days_left';
  readonly citation: string | null;
  readonly clocks: ReadonlyArray<{
    readonly clock: string;
    readonly name: string;
    readonly due_before: string | null;
    readonly due_after: string | null;
  }>;
};

export type TransferPreviewQuery = {
  readonly authority_id: string;
};

export type UndoRequest = {
  readonly undo: string;
};

export type UnitEdit = {
  readonly name?: string | undefined;
  readonly responsible_name?: string | undefined;
  readonly responsible_title?: string | undefined;
  readonly email?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly address?: string | null | undefined;
  readonly parent_id?: string | null | undefined;
  readonly reply_needs_approval?: boolean | undefined;
  readonly is_active?: boolean | undefined;
};

export type UnitInfo = {
  readonly name: string;
  readonly responsible_name: string;
  readonly responsible_title: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly parent_id: string | null;
  readonly reply_needs_approval: boolean;
  readonly is_active: boolean;
  readonly id: string;
  readonly code: string;
  readonly authority_id: string;
  readonly is_triage: boolean;
  readonly open_petitions: number;
  readonly people: number;
};

export type UnitList = {
  readonly items: ReadonlyArray<UnitInfo>;
};

export type UnitNumber = {
  readonly name:
    | 'overdue'
    | 'due_today'
    | 'due_soon'
    | 'to_accept'
    | 'arrived_today'
    | 'replied_today'
    | 'waiting'
    | 'reopened'
    | 'open';
  readonly count: number;
  readonly capped: boolean;
  readonly search: { readonly [key: string]: string };
};

export type UnwrittenCalls = {
  readonly at: string;
  readonly items: ReadonlyArray<{
    readonly id: string;
    readonly direction: 'in' | 'out';
    readonly queue: string | null;
    readonly answered_at: string;
    readonly ended_at: string;
    readonly number: string | null;
  }>;
};

export type UserEdit = {
  readonly name?: string | undefined;
  readonly job_title?: string | undefined;
  readonly is_active?: boolean | undefined;
  readonly away_from?: string | null | undefined;
  readonly away_until?: string | null | undefined;
  readonly delegate_id?: string | null | undefined;
};

export type UserInfo = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly job_title: string;
  readonly is_active: boolean;
  readonly is_demo: boolean;
  readonly has_password: boolean;
  readonly has_second_factor: boolean;
  readonly away_from: string | null;
  readonly away_until: string | null;
  readonly delegate: NamedRef | null;
  readonly open_petitions: number;
  readonly last_seen_at: string | null;
  readonly grants: ReadonlyArray<GrantInfo>;
};

export type UserList = {
  readonly items: ReadonlyArray<UserInfo>;
  readonly next_cursor: string | null;
};

export type UserQuery = {
  readonly q?: string | undefined;
  readonly unit?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
};

export type Visibility = 'public' | 'masked' | 'private' | 'reserved';

export type WorkPlaces = {
  readonly authorities: ReadonlyArray<NamedRef>;
  readonly units: ReadonlyArray<{
    readonly id: string;
    readonly name: string;
    readonly authority_id: string;
  }>;
};

export type Workload = {
  readonly from: string;
  readonly until: string;
  readonly name: string;
  readonly places: WorkPlaces;
  readonly sees_others: boolean;
  readonly persons: ReadonlyArray<{
    readonly id: string | null;
    readonly name: string | null;
    readonly is_me: boolean;
    readonly open: number;
    readonly due_soon: number;
    readonly overdue: number;
    readonly received: number;
    readonly closed: number;
    readonly searches: {
      readonly open: { readonly [key: string]: string };
      readonly due_soon: { readonly [key: string]: string };
      readonly overdue: { readonly [key: string]: string };
      readonly received: { readonly [key: string]: string };
      readonly closed: { readonly [key: string]: string };
    };
  }>;
};

/** What each address takes and answers; `undefined` where there is nothing. */

export interface Api {
  sign_in: { params: undefined; query: undefined; body: SignInRequest; reply: SessionState };
  get_session: { params: undefined; query: undefined; body: undefined; reply: SessionState };
  sign_out: { params: undefined; query: undefined; body: undefined; reply: Done };
  verify_second_factor: { params: undefined; query: undefined; body: CodeRequest; reply: SessionState };
  use_recovery_code: { params: undefined; query: undefined; body: CodeRequest; reply: SessionState };
  change_password: { params: undefined; query: undefined; body: PasswordChangeRequest; reply: SessionState };
  request_password_reset: {
    params: undefined;
    query: undefined;
    body: ForgottenPasswordRequest;
    reply: Done;
  };
  set_password: { params: undefined; query: undefined; body: SetPasswordRequest; reply: Done };
  begin_totp: { params: undefined; query: undefined; body: PasswordRequest; reply: TotpEnrolment };
  confirm_totp: { params: undefined; query: undefined; body: CodeRequest; reply: RecoveryCodes };
  remove_totp: { params: undefined; query: undefined; body: PasswordRequest; reply: Done };
  set_own_absence: { params: undefined; query: undefined; body: AwayRequest; reply: SessionState };
  get_catalogue: { params: undefined; query: undefined; body: undefined; reply: Catalogue };
  list_petitions: { params: undefined; query: InboxQuery; body: undefined; reply: PetitionList };
  count_petitions: { params: undefined; query: InboxCountsQuery; body: undefined; reply: InboxCounts };
  export_petitions: { params: undefined; query: ExportQuery; body: undefined; reply: undefined };
  list_moderation: { params: undefined; query: InboxQuery; body: undefined; reply: ModerationList };
  search: { params: undefined; query: SearchQuery; body: undefined; reply: SearchResult };
  get_petition: {
    params: {
      readonly id: string;
    };
    query: PetitionQuery;
    body: undefined;
    reply: PetitionPage;
  };
  list_related: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: RelatedPetitions;
  };
  explain_clock: {
    params: {
      readonly id: string;
      readonly clock: string;
    };
    query: undefined;
    body: undefined;
    reply: ClockExplanation;
  };
  act: {
    params: {
      readonly id: string;
      readonly action:
        | 'accept'
        | 'return'
        | 'assign_person'
        | 'take'
        | 'transfer_unit'
        | 'transfer_authority'
        | 'ask'
        | 'withdraw_question'
        | 'tacit_withdrawal'
        | 'extend'
        | 'note'
        | 'publish_update'
        | 'draft_reply'
        | 'submit_reply'
        | 'approve_reply'
        | 'reject_reply'
        | 'send_first_reply'
        | 'send_reply'
        | 'correct_reply'
        | 'merge'
        | 'add_part'
        | 'finish_part'
        | 'change_service'
        | 'set_priority'
        | 'set_visibility'
        | 'moderate'
        | 'redact_photo'
        | 'remove_file'
        | 'answer_for_citizen'
        | 'reissue_key';
    };
    query: undefined;
    body: {
      readonly version?: number | undefined;
      readonly [more: string]: unknown;
    };
    reply: ActionResult;
  };
  act_on_many: {
    params: {
      readonly action:
        | 'accept'
        | 'return'
        | 'assign_person'
        | 'take'
        | 'transfer_unit'
        | 'transfer_authority'
        | 'ask'
        | 'withdraw_question'
        | 'tacit_withdrawal'
        | 'extend'
        | 'note'
        | 'publish_update'
        | 'draft_reply'
        | 'submit_reply'
        | 'approve_reply'
        | 'reject_reply'
        | 'send_first_reply'
        | 'send_reply'
        | 'correct_reply'
        | 'merge'
        | 'add_part'
        | 'finish_part'
        | 'change_service'
        | 'set_priority'
        | 'set_visibility'
        | 'moderate'
        | 'redact_photo'
        | 'remove_file'
        | 'answer_for_citizen'
        | 'reissue_key';
    };
    query: undefined;
    body: BulkActionRequest;
    reply: BulkActionResult;
  };
  undo: { params: undefined; query: undefined; body: UndoRequest; reply: BulkActionResult };
  preview_filing: { params: undefined; query: undefined; body: FilingPreviewRequest; reply: FilingPreview };
  file_petition: { params: undefined; query: undefined; body: FilingRequest; reply: FiledResult };
  preview_reply: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ReplyPreviewRequest;
    reply: ReplyPreview;
  };
  preview_service_change: {
    params: {
      readonly id: string;
    };
    query: ServiceChangeQuery;
    body: undefined;
    reply: ServiceChangePreview;
  };
  preview_transfer: {
    params: {
      readonly id: string;
    };
    query: TransferPreviewQuery;
    body: undefined;
    reply: TransferPreview;
  };
  be_present: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: PresenceRequest;
    reply: PresenceList;
  };
  upload_to_petition: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: FileInfo;
  };
  upload_for_filing: { params: undefined; query: undefined; body: undefined; reply: FileInfo };
  get_file: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: undefined;
  };
  remove_file: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: Done;
  };
  get_receipt: {
    params: {
      readonly id: string;
    };
    query: ReceiptQuery;
    body: undefined;
    reply: undefined;
  };
  send_receipt: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: Done;
  };
  get_spoken_record: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: undefined;
  };
  give_spoken_copy: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: SpokenCopyRequest;
    reply: Done;
  };
  get_reply_document: {
    params: {
      readonly id: string;
      readonly reply_id: string;
    };
    query: undefined;
    body: undefined;
    reply: undefined;
  };
  live_events: {
    params: undefined;
    query: {
      readonly since?: string | undefined;
    };
    body: undefined;
    reply: undefined;
  };
  list_views: { params: undefined; query: undefined; body: undefined; reply: SavedViews };
  save_view: { params: undefined; query: undefined; body: SavedViewRequest; reply: SavedView };
  change_view: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: SavedViewRequest;
    reply: SavedView;
  };
  remove_view: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: Done;
  };
  find_persons: { params: undefined; query: PersonQuery; body: undefined; reply: PersonsFound };
  get_person: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: PersonPage;
  };
  edit_person: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: PersonEditRequest;
    reply: Done;
  };
  merge_person: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: PersonMergeRequest;
    reply: Done;
  };
  split_person: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: PersonSplitRequest;
    reply: Done;
  };
  list_outbox: { params: undefined; query: OutboxQuery; body: undefined; reply: OutboxList };
  send_kept: { params: undefined; query: undefined; body: SendKeptRequest; reply: SendKeptResult };
  get_outbox_message: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: OutboxMessage;
  };
  look_up_at_desk: { params: undefined; query: DeskQuery; body: undefined; reply: DeskFound };
  get_desk_words: { params: undefined; query: undefined; body: undefined; reply: DeskWords };
  begin_interaction: { params: undefined; query: undefined; body: InteractionBegin; reply: InteractionDone };
  end_interaction: { params: undefined; query: undefined; body: InteractionWhole; reply: InteractionDone };
  log_interaction: { params: undefined; query: undefined; body: InteractionWhole; reply: InteractionDone };
  touch_petition: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: InteractionTouch;
    reply: InteractionDone;
  };
  note_interaction: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: InteractionNote;
    reply: InteractionDone;
  };
  list_interactions: { params: undefined; query: InteractionQuery; body: undefined; reply: Interactions };
  count_interactions: {
    params: undefined;
    query: InteractionFiguresQuery;
    body: undefined;
    reply: InteractionFigures;
  };
  export_interactions: {
    params: undefined;
    query: InteractionFiguresQuery;
    body: undefined;
    reply: undefined;
  };
  get_petition_interactions: {
    params: {
      readonly id: string;
    };
    query: {
      readonly reveal?: '1' | undefined;
    };
    body: undefined;
    reply: PetitionInteractions;
  };
  get_person_interactions: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: PersonTimeline;
  };
  get_telephone: { params: undefined; query: undefined; body: undefined; reply: Telephone };
  say_agent_state: { params: undefined; query: undefined; body: AgentSaying; reply: AgentSaid };
  place_call: { params: undefined; query: undefined; body: CallToPlace; reply: CallPlaced };
  handle_call: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CallHandling;
    reply: CallPlaced;
  };
  list_call_backs: { params: undefined; query: undefined; body: undefined; reply: CallBacks };
  take_call_back: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CallBackTake;
    reply: CallBackTaken;
  };
  close_call_back: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CallBackClose;
    reply: CallBackClosed;
  };
  list_unwritten_calls: { params: undefined; query: undefined; body: undefined; reply: UnwrittenCalls };
  get_telephony_settings: { params: undefined; query: undefined; body: undefined; reply: TelephonySettings };
  save_exchange: { params: undefined; query: undefined; body: ExchangeInput; reply: ExchangeSaved };
  save_call_queue: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CallQueueInput;
    reply: CallQueueSaved;
  };
  set_extension: { params: undefined; query: undefined; body: ExtensionInput; reply: ExtensionSaved };
  register_letter: { params: undefined; query: undefined; body: LetterRegister; reply: LetterRegistered };
  add_letter: { params: undefined; query: undefined; body: LetterAdd; reply: LetterAdded };
  list_letters: { params: undefined; query: LetterBookQuery; body: undefined; reply: LetterBook };
  get_letter: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: LetterPage;
  };
  move_letter: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: LetterPlaceInput;
    reply: Done;
  };
  get_letter_copy: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: undefined;
  };
  get_letter_label: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: undefined;
  };
  get_letter_transfer: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: undefined;
  };
  get_letters_of_day: { params: undefined; query: LetterDayQuery; body: undefined; reply: undefined };
  export_letters: { params: undefined; query: LetterBookFilter; body: undefined; reply: undefined };
  list_letters_for_others: { params: undefined; query: undefined; body: undefined; reply: LettersForOthers };
  make_cover_sheets: {
    params: undefined;
    query: undefined;
    body: CoverSheetsRequest;
    reply: CoverSheetsMade;
  };
  get_cover_sheets: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: undefined;
  };
  list_paper_replies: { params: undefined; query: undefined; body: undefined; reply: PaperReplies };
  print_replies: { params: undefined; query: undefined; body: PrintRepliesRequest; reply: PrintedReplies };
  get_paper_replies: { params: undefined; query: PrintRepliesQuery; body: undefined; reply: undefined };
  begin_paper_delivery: {
    params: undefined;
    query: undefined;
    body: PaperDeliveryBegin;
    reply: PaperDeliveryDone;
  };
  end_paper_delivery: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: PaperDeliveryEnd;
    reply: PaperDeliveryDone;
  };
  undo_paper_delivery: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: PaperDeliveryUndo;
    reply: PaperDeliveryDone;
  };
  list_calibrations: { params: undefined; query: undefined; body: undefined; reply: QualityCalibrations };
  open_calibration: { params: undefined; query: undefined; body: CalibrationOrder; reply: CalibrationOpened };
  get_calibration: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: QualityCalibrationPage;
  };
  score_calibration: {
    params: {
      readonly id: string;
      readonly item_id: string;
    };
    query: undefined;
    body: CalibrationScoring;
    reply: CalibrationScored;
  };
  compare_calibration: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: CalibrationCompared;
  };
  give_up_calibration: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: CalibrationCompared;
  };
  keep_reference: {
    params: {
      readonly id: string;
      readonly item_id: string;
    };
    query: undefined;
    body: CalibrationReference;
    reply: CalibrationScored;
  };
  list_scan_piles: {
    params: undefined;
    query: {
      readonly cursor?: string | undefined;
      readonly limit?: number | undefined;
    };
    body: undefined;
    reply: ScanPiles;
  };
  begin_scan_pile: { params: undefined; query: undefined; body: ScanPileBegin; reply: ScanPileDone };
  get_scan_pile: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: ScanPile;
  };
  get_scan_pile_page: {
    params: {
      readonly id: string;
      readonly page: number;
    };
    query: undefined;
    body: undefined;
    reply: undefined;
  };
  bind_scan_pile: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ScanPileBind;
    reply: ScanPileDone;
  };
  undo_scan_pile: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ScanPileUndo;
    reply: ScanPileDone;
  };
  list_reviews: {
    params: undefined;
    query: {
      readonly list?: 'to_review' | 'told' | 'contested' | 'done' | 'mine' | undefined;
      readonly agent?: string | undefined;
      readonly cursor?: string | undefined;
      readonly limit?: number | undefined;
    };
    body: undefined;
    reply: QualityReviews;
  };
  get_review: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: QualityReviewPage;
  };
  submit_review: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ReviewSubmitting;
    reply: ReviewDone;
  };
  undo_review: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: ReviewDone;
  };
  set_review_aside: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ReviewAside;
    reply: ReviewDone;
  };
  answer_review: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ReviewAnswer;
    reply: ReviewDone;
  };
  settle_review: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ReviewRuling;
    reply: ReviewDone;
  };
  list_quality_samples: { params: undefined; query: undefined; body: undefined; reply: QualitySamples };
  draw_quality_sample: { params: undefined; query: undefined; body: SampleOrder; reply: SampleDone };
  get_quality_trend: { params: undefined; query: undefined; body: undefined; reply: QualityTrend };
  export_reviews: { params: undefined; query: undefined; body: undefined; reply: undefined };
  get_quality_form: { params: undefined; query: undefined; body: undefined; reply: ReviewFormInForce };
  save_quality_form: { params: undefined; query: undefined; body: ReviewFormSaving; reply: ReviewFormSaved };
  get_call_figures: { params: undefined; query: CallFiguresQuery; body: undefined; reply: CallFigures };
  export_call_figures: { params: undefined; query: CallFiguresQuery; body: undefined; reply: undefined };
  get_queue_board: { params: undefined; query: undefined; body: undefined; reply: QueueBoard };
  get_staffing_history: { params: undefined; query: StaffingQuery; body: undefined; reply: StaffingHistory };
  set_queue_goal: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: QueueGoal;
    reply: Done;
  };
  get_softphone: { params: undefined; query: undefined; body: undefined; reply: OwnSoftphone };
  start_softphone: { params: undefined; query: undefined; body: undefined; reply: Softphone };
  end_softphone: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: Done;
  };
  list_softphone_gateways: { params: undefined; query: undefined; body: undefined; reply: SoftphoneGateways };
  set_softphone_gateway: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: SoftphoneGateway;
    reply: Done;
  };
  list_recordings: { params: undefined; query: RecordingsQuery; body: undefined; reply: Recordings };
  get_recording: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: RecordingPage;
  };
  listen_to_recording: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ListenToRecording;
    reply: RecordingListening;
  };
  get_recording_sound: {
    params: {
      readonly id: string;
    };
    query: RecordingSoundQuery;
    body: undefined;
    reply: undefined;
  };
  hold_recording: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ListenToRecording;
    reply: Done;
  };
  release_recording: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ListenToRecording;
    reply: Done;
  };
  get_satisfaction: {
    params: undefined;
    query: {
      readonly from?: string | undefined;
      readonly until?: string | undefined;
      readonly authority_id?: string | undefined;
      readonly unit_id?: string | undefined;
      readonly service_id?: string | undefined;
      readonly kind?: string | undefined;
      readonly channel?:
        | 'portal'
        | 'app'
        | 'phone'
        | 'counter'
        | 'letter'
        | 'whatsapp'
        | 'chat'
        | 'email'
        | 'hearing'
        | 'open311'
        | undefined;
      readonly by?:
        'authority' | 'unit' | 'service' | 'kind' | 'channel' | 'responsible' | 'mode' | undefined;
    };
    body: undefined;
    reply: SatisfactionResult;
  };
  export_satisfaction: {
    params: undefined;
    query: {
      readonly from?: string | undefined;
      readonly until?: string | undefined;
      readonly authority_id?: string | undefined;
      readonly unit_id?: string | undefined;
      readonly service_id?: string | undefined;
      readonly kind?: string | undefined;
      readonly channel?:
        | 'portal'
        | 'app'
        | 'phone'
        | 'counter'
        | 'letter'
        | 'whatsapp'
        | 'chat'
        | 'email'
        | 'hearing'
        | 'open311'
        | undefined;
      readonly by?:
        'authority' | 'unit' | 'service' | 'kind' | 'channel' | 'responsible' | 'mode' | undefined;
      readonly city?: string | undefined;
    };
    body: undefined;
    reply: undefined;
  };
  list_follow_ups: {
    params: undefined;
    query: {
      readonly state?: 'open' | 'mine' | 'closed' | undefined;
      readonly cursor?: string | undefined;
      readonly limit?: number | undefined;
    };
    body: undefined;
    reply: FollowUps;
  };
  take_follow_up: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: FollowUpRequest;
    reply: FollowUpDone;
  };
  note_follow_up_contact: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: FollowUpRequest;
    reply: FollowUpDone;
  };
  close_follow_up: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: FollowUpClosing;
    reply: FollowUpDone;
  };
  list_surveys_to_ask: {
    params: undefined;
    query: {
      readonly cursor?: string | undefined;
      readonly limit?: number | undefined;
    };
    body: undefined;
    reply: SurveysToAsk;
  };
  begin_survey_call: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: SurveyAsked;
  };
  get_survey_call: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: SurveyCall;
  };
  get_survey_paper: {
    params: {
      readonly id: string;
    };
    query: {
      readonly city?: string | undefined;
    };
    body: undefined;
    reply: undefined;
  };
  note_survey_attempt: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: SurveyAttempt;
    reply: SurveyAsked;
  };
  record_survey_answer: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: SurveyAnswerGiven;
    reply: SurveyAsked;
  };
  copy_paper_answer: { params: undefined; query: undefined; body: SurveyPaperAnswer; reply: SurveyAsked };
  list_reports: { params: undefined; query: undefined; body: undefined; reply: Reports };
  order_report: { params: undefined; query: undefined; body: ReportOrder; reply: ReportDone };
  get_report_paper: {
    params: {
      readonly id: string;
    };
    query: {
      readonly language: 'es' | 'en';
      readonly city?: string | undefined;
    };
    body: undefined;
    reply: undefined;
  };
  publish_report: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: ReportDone;
  };
  get_report_template: {
    params: {
      readonly model: 'management' | 'pqrsd' | 'three_clocks';
    };
    query: undefined;
    body: undefined;
    reply: ReportTemplate;
  };
  save_report_template: {
    params: {
      readonly model: 'management' | 'pqrsd' | 'three_clocks';
    };
    query: undefined;
    body: ReportTemplateChange;
    reply: ReportTemplateDone;
  };
  list_campaigns: { params: undefined; query: undefined; body: undefined; reply: Campaigns };
  make_campaign: { params: undefined; query: undefined; body: NewCampaign; reply: CampaignDone };
  get_campaign: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: Campaign;
  };
  change_campaign: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ChangedCampaign;
    reply: CampaignDone;
  };
  draw_campaign: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CampaignStep;
    reply: CampaignDone;
  };
  check_campaign_draw: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: CampaignRedrawn;
  };
  open_campaign: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CampaignOpening;
    reply: CampaignDone;
  };
  close_campaign: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CampaignStep;
    reply: CampaignDone;
  };
  publish_campaign: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CampaignStep;
    reply: CampaignDone;
  };
  export_campaign: {
    params: {
      readonly id: string;
    };
    query: {
      readonly city?: string | undefined;
    };
    body: undefined;
    reply: undefined;
  };
  get_campaign_paper: {
    params: {
      readonly id: string;
    };
    query: {
      readonly city?: string | undefined;
    };
    body: undefined;
    reply: undefined;
  };
  list_campaign_calls: { params: undefined; query: undefined; body: undefined; reply: CampaignCalls };
  begin_campaign_call: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: CampaignMemberAsked;
  };
  get_campaign_call: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: CampaignCall;
  };
  get_campaign_member_paper: {
    params: {
      readonly id: string;
    };
    query: {
      readonly city?: string | undefined;
    };
    body: undefined;
    reply: undefined;
  };
  note_campaign_attempt: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CampaignAttempt;
    reply: CampaignMemberAsked;
  };
  record_campaign_answer: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CampaignAnswersGiven;
    reply: CampaignMemberAsked;
  };
  get_my_unit: {
    params: undefined;
    query: {
      readonly authority_id?: string | undefined;
      readonly unit_id?: string | undefined;
    };
    body: undefined;
    reply: MyUnit;
  };
  get_forecast: {
    params: undefined;
    query: {
      readonly authority_id?: string | undefined;
      readonly unit_id?: string | undefined;
    };
    body: undefined;
    reply: Forecast;
  };
  get_workload: {
    params: undefined;
    query: {
      readonly authority_id?: string | undefined;
      readonly unit_id?: string | undefined;
      readonly from?: string | undefined;
      readonly until?: string | undefined;
    };
    body: undefined;
    reply: Workload;
  };
  list_critical_points: {
    params: undefined;
    query: {
      readonly state?: 'open' | 'in_hand' | 'passed' | 'closed' | 'mine' | undefined;
      readonly cursor?: string | undefined;
      readonly limit?: number | undefined;
    };
    body: undefined;
    reply: CriticalPoints;
  };
  get_critical_point: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: CriticalPointPage;
  };
  search_critical_points: { params: undefined; query: undefined; body: undefined; reply: Done };
  plan_critical_point: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CriticalPointPlan;
    reply: CriticalPointDone;
  };
  note_critical_point: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CriticalPointNote;
    reply: CriticalPointDone;
  };
  close_critical_point: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CriticalPointClosing;
    reply: CriticalPointDone;
  };
  find_articles: {
    params: undefined;
    query: {
      readonly q: string;
    };
    body: undefined;
    reply: FoundArticles;
  };
  list_articles: {
    params: undefined;
    query: {
      readonly list?: 'all' | 'review' | 'unpublished' | 'retired' | undefined;
    };
    body: undefined;
    reply: ArticleList;
  };
  get_article: {
    params: {
      readonly id: string;
    };
    query: {
      readonly version?: number | undefined;
      readonly on?: string | undefined;
    };
    body: undefined;
    reply: ArticlePage;
  };
  create_article: { params: undefined; query: undefined; body: NewArticle; reply: ArticleDone };
  edit_article: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ArticleEdit;
    reply: ArticleDone;
  };
  publish_article: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ArticleStep;
    reply: ArticleDone;
  };
  retire_article: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ArticleStep;
    reply: ArticleDone;
  };
  restore_article: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ArticleStep;
    reply: ArticleDone;
  };
  give_article: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ArticleGiven;
    reply: ArticleDone;
  };
  list_missing_answers: { params: undefined; query: undefined; body: undefined; reply: MissingAnswers };
  note_missing_answer: { params: undefined; query: undefined; body: MissingWords; reply: MissingKept };
  settle_missing_answer: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: MissingSettled;
    reply: Done;
  };
  list_offices: { params: undefined; query: undefined; body: undefined; reply: OfficeList };
  get_office: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: OfficePage;
  };
  create_office: { params: undefined; query: undefined; body: NewOffice; reply: OfficeDone };
  edit_office: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: OfficeEdit;
    reply: OfficeDone;
  };
  get_counter_line: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: CounterLine;
  };
  give_ticket: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: TicketGiven;
    reply: TicketTaken;
  };
  list_bookable_offices: { params: undefined; query: undefined; body: undefined; reply: BookableOffices };
  get_bookable_hours: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: BookableHours;
  };
  book_hour: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: HourWanted;
    reply: TicketTaken;
  };
  find_ticket: {
    params: {
      readonly id: string;
    };
    query: {
      readonly on: string;
      readonly typed: string;
    };
    body: undefined;
    reply: TicketFound;
  };
  call_next: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CounterCall;
    reply: TicketDone;
  };
  arrive_ticket: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: TicketMove;
    reply: TicketDone;
  };
  recall_ticket: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: TicketMove;
    reply: TicketDone;
  };
  park_ticket: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: TicketParked;
    reply: TicketDone;
  };
  take_back_ticket: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: CounterCall;
    reply: TicketDone;
  };
  transfer_ticket: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: TicketTransfer;
    reply: TicketDone;
  };
  no_show_ticket: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: TicketMove;
    reply: TicketDone;
  };
  finish_ticket: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: TicketFinished;
    reply: TicketDone;
  };
  cancel_ticket: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: TicketMove;
    reply: TicketDone;
  };
  attend_ticket: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: TicketAttended;
    reply: TicketBegun;
  };
  get_office_figures: {
    params: {
      readonly id: string;
    };
    query: {
      readonly from?: string | undefined;
      readonly until?: string | undefined;
    };
    body: undefined;
    reply: OfficeFigures;
  };
  export_office_figures: {
    params: {
      readonly id: string;
    };
    query: {
      readonly from?: string | undefined;
      readonly until?: string | undefined;
    };
    body: undefined;
    reply: undefined;
  };
  list_users: { params: undefined; query: UserQuery; body: undefined; reply: UserList };
  get_user: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: UserInfo;
  };
  create_user: { params: undefined; query: undefined; body: NewUser; reply: PasswordLink };
  edit_user: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: UserEdit;
    reply: UserInfo;
  };
  send_password_link: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: PasswordLink;
  };
  reset_second_factor: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: Done;
  };
  add_grant: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: NewGrant;
    reply: UserInfo;
  };
  revoke_grant: {
    params: {
      readonly id: string;
      readonly grant_id: string;
    };
    query: undefined;
    body: undefined;
    reply: UserInfo;
  };
  reassign_work: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ReassignWork;
    reply: Reassigned;
  };
  list_roles: { params: undefined; query: undefined; body: undefined; reply: RoleList };
  list_units: { params: undefined; query: undefined; body: undefined; reply: UnitList };
  create_unit: { params: undefined; query: undefined; body: NewUnit; reply: UnitInfo };
  edit_unit: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: UnitEdit;
    reply: UnitInfo;
  };
  list_templates: { params: undefined; query: undefined; body: undefined; reply: TemplateList };
  create_template: { params: undefined; query: undefined; body: NewTemplate; reply: TemplateInfo };
  edit_template: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: TemplateEdit;
    reply: TemplateInfo;
  };
  list_texts: { params: undefined; query: undefined; body: undefined; reply: TextList };
  list_text_versions: {
    params: {
      readonly code: string;
    };
    query: undefined;
    body: undefined;
    reply: TextList;
  };
  save_text: {
    params: {
      readonly code: string;
    };
    query: undefined;
    body: TextEdit;
    reply: TextInfo;
  };
  list_configuration_changes: {
    params: undefined;
    query: ConfigurationChangesQuery;
    body: undefined;
    reply: ConfigurationChanges;
  };
  list_personal_data_views: {
    params: undefined;
    query: PersonalDataViewsQuery;
    body: undefined;
    reply: PersonalDataViews;
  };
  list_services: { params: undefined; query: undefined; body: undefined; reply: ServiceList };
  create_service: { params: undefined; query: undefined; body: NewService; reply: ServiceInfo };
  edit_service: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: ServiceEdit;
    reply: ServiceInfo;
  };
  list_routing_rules: { params: undefined; query: undefined; body: undefined; reply: RoutingRuleList };
  try_routing_rule: {
    params: undefined;
    query: undefined;
    body: RoutingRuleTrial;
    reply: RoutingRuleTrialResult;
  };
  create_routing_rule: { params: undefined; query: undefined; body: NewRoutingRule; reply: RoutingRule };
  edit_routing_rule: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: NewRoutingRule;
    reply: RoutingRule;
  };
  remove_routing_rule: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: undefined;
    reply: Done;
  };
  list_terms: { params: undefined; query: undefined; body: undefined; reply: TermList };
  create_term: { params: undefined; query: undefined; body: NewTerm; reply: TermInfo };
  end_term: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: TermEnd;
    reply: TermInfo;
  };
  preview_term_end: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: TermEnd;
    reply: TermEndPreview;
  };
  list_calendars: { params: undefined; query: undefined; body: undefined; reply: CalendarList };
  preview_calendar_days: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: DeclareDays;
    reply: CalendarChangePreview;
  };
  declare_calendar_days: {
    params: {
      readonly id: string;
    };
    query: undefined;
    body: DeclareDays;
    reply: CalendarInfo;
  };
  revoke_calendar_day: {
    params: {
      readonly id: string;
      readonly day_id: string;
    };
    query: undefined;
    body: undefined;
    reply: CalendarInfo;
  };
  get_desk_words_to_edit: { params: undefined; query: undefined; body: undefined; reply: DeskWordsToEdit };
  save_desk_words: { params: undefined; query: undefined; body: DeskWordsEdit; reply: DeskWordsToEdit };
  get_desk_hours: { params: undefined; query: undefined; body: undefined; reply: DeskHours };
  list_channel_hours: { params: undefined; query: undefined; body: undefined; reply: ChannelHours };
  set_channel_hours: { params: undefined; query: undefined; body: ChannelHoursEdit; reply: ChannelHours };
}

/** Under /api/v1. */

export const apiRoutes = {
  sign_in: { method: 'POST', path: '/session' },
  get_session: { method: 'GET', path: '/session' },
  sign_out: { method: 'DELETE', path: '/session' },
  verify_second_factor: { method: 'POST', path: '/session/second-factor' },
  use_recovery_code: { method: 'POST', path: '/session/recovery-code' },
  change_password: { method: 'POST', path: '/session/password' },
  request_password_reset: { method: 'POST', path: '/password-resets/requests' },
  set_password: { method: 'POST', path: '/password-resets' },
  begin_totp: { method: 'POST', path: '/session/totp' },
  confirm_totp: { method: 'POST', path: '/session/totp/confirm' },
  remove_totp: { method: 'POST', path: '/session/totp/remove' },
  set_own_absence: { method: 'PUT', path: '/session/away' },
  get_catalogue: { method: 'GET', path: '/catalogue' },
  list_petitions: { method: 'GET', path: '/petitions' },
  count_petitions: { method: 'GET', path: '/petitions/counts' },
  export_petitions: { method: 'GET', path: '/petitions/export' },
  list_moderation: { method: 'GET', path: '/moderation' },
  search: { method: 'GET', path: '/search' },
  get_petition: { method: 'GET', path: '/petitions/:id' },
  list_related: { method: 'GET', path: '/petitions/:id/related' },
  explain_clock: { method: 'GET', path: '/petitions/:id/clocks/:clock' },
  act: { method: 'POST', path: '/petitions/:id/actions/:action' },
  act_on_many: { method: 'POST', path: '/petitions/actions/:action' },
  undo: { method: 'POST', path: '/petitions/undo' },
  preview_filing: { method: 'POST', path: '/filing-preview' },
  file_petition: { method: 'POST', path: '/petitions' },
  preview_reply: { method: 'POST', path: '/petitions/:id/reply-preview' },
  preview_service_change: { method: 'GET', path: '/petitions/:id/service-change-preview' },
  preview_transfer: { method: 'GET', path: '/petitions/:id/transfer-preview' },
  be_present: { method: 'PUT', path: '/petitions/:id/presence' },
  upload_to_petition: { method: 'POST', path: '/petitions/:id/files' },
  upload_for_filing: { method: 'POST', path: '/files' },
  get_file: { method: 'GET', path: '/files/:id' },
  remove_file: { method: 'DELETE', path: '/files/:id' },
  get_receipt: { method: 'GET', path: '/petitions/:id/receipt.pdf' },
  send_receipt: { method: 'POST', path: '/petitions/:id/receipt/send' },
  get_spoken_record: { method: 'GET', path: '/petitions/:id/spoken-record.pdf' },
  give_spoken_copy: { method: 'POST', path: '/petitions/:id/spoken-record/copies' },
  get_reply_document: { method: 'GET', path: '/petitions/:id/replies/:reply_id.pdf' },
  live_events: { method: 'GET', path: '/events' },
  list_views: { method: 'GET', path: '/views' },
  save_view: { method: 'POST', path: '/views' },
  change_view: { method: 'PUT', path: '/views/:id' },
  remove_view: { method: 'DELETE', path: '/views/:id' },
  find_persons: { method: 'GET', path: '/persons' },
  get_person: { method: 'GET', path: '/persons/:id' },
  edit_person: { method: 'PATCH', path: '/persons/:id' },
  merge_person: { method: 'POST', path: '/persons/:id/merge' },
  split_person: { method: 'POST', path: '/persons/:id/split' },
  list_outbox: { method: 'GET', path: '/outbox' },
  send_kept: { method: 'POST', path: '/outbox/send' },
  get_outbox_message: { method: 'GET', path: '/outbox/:id' },
  look_up_at_desk: { method: 'GET', path: '/desk/lookup' },
  get_desk_words: { method: 'GET', path: '/desk/words' },
  begin_interaction: { method: 'POST', path: '/interactions' },
  end_interaction: { method: 'POST', path: '/interactions/end' },
  log_interaction: { method: 'POST', path: '/interactions/log' },
  touch_petition: { method: 'POST', path: '/interactions/:id/petitions' },
  note_interaction: { method: 'POST', path: '/interactions/:id/notes' },
  list_interactions: { method: 'GET', path: '/interactions' },
  count_interactions: { method: 'GET', path: '/interactions/figures' },
  export_interactions: { method: 'GET', path: '/interactions/export' },
  get_petition_interactions: { method: 'GET', path: '/petitions/:id/interactions' },
  get_person_interactions: { method: 'GET', path: '/persons/:id/interactions' },
  get_telephone: { method: 'GET', path: '/telephone' },
  say_agent_state: { method: 'POST', path: '/telephone/state' },
  place_call: { method: 'POST', path: '/telephone/calls' },
  handle_call: { method: 'POST', path: '/telephone/calls/:id' },
  list_call_backs: { method: 'GET', path: '/call-backs' },
  take_call_back: { method: 'POST', path: '/call-backs/:id/take' },
  close_call_back: { method: 'POST', path: '/call-backs/:id/close' },
  list_unwritten_calls: { method: 'GET', path: '/telephone/unwritten' },
  get_telephony_settings: { method: 'GET', path: '/telephony' },
  save_exchange: { method: 'POST', path: '/telephony/exchanges' },
  save_call_queue: { method: 'POST', path: '/call-queues/:id' },
  set_extension: { method: 'POST', path: '/telephony/extensions' },
  register_letter: { method: 'POST', path: '/letters' },
  add_letter: { method: 'POST', path: '/letters/added' },
  list_letters: { method: 'GET', path: '/letters' },
  get_letter: { method: 'GET', path: '/letters/:id' },
  move_letter: { method: 'POST', path: '/letters/:id/places' },
  get_letter_copy: { method: 'GET', path: '/letters/:id/copy.pdf' },
  get_letter_label: { method: 'GET', path: '/letters/:id/label.pdf' },
  get_letter_transfer: { method: 'GET', path: '/letters/:id/transfer.pdf' },
  get_letters_of_day: { method: 'GET', path: '/letters/day.pdf' },
  export_letters: { method: 'GET', path: '/letters/export' },
  list_letters_for_others: { method: 'GET', path: '/letters/for-others' },
  make_cover_sheets: { method: 'POST', path: '/cover-sheets' },
  get_cover_sheets: { method: 'GET', path: '/cover-sheets/:id.pdf' },
  list_paper_replies: { method: 'GET', path: '/paper-replies' },
  print_replies: { method: 'POST', path: '/paper-replies/printed' },
  get_paper_replies: { method: 'GET', path: '/paper-replies/letters.pdf' },
  begin_paper_delivery: { method: 'POST', path: '/paper-deliveries' },
  end_paper_delivery: { method: 'POST', path: '/paper-deliveries/:id/end' },
  undo_paper_delivery: { method: 'POST', path: '/paper-deliveries/:id/undo' },
  list_calibrations: { method: 'GET', path: '/calibrations' },
  open_calibration: { method: 'POST', path: '/calibrations' },
  get_calibration: { method: 'GET', path: '/calibrations/:id' },
  score_calibration: { method: 'PUT', path: '/calibrations/:id/items/:item_id/score' },
  compare_calibration: { method: 'POST', path: '/calibrations/:id/compare' },
  give_up_calibration: { method: 'POST', path: '/calibrations/:id/give-up' },
  keep_reference: { method: 'POST', path: '/calibrations/:id/items/:item_id/reference' },
  list_scan_piles: { method: 'GET', path: '/scan-piles' },
  begin_scan_pile: { method: 'POST', path: '/scan-piles' },
  get_scan_pile: { method: 'GET', path: '/scan-piles/:id' },
  get_scan_pile_page: { method: 'GET', path: '/scan-piles/:id/pages/:page' },
  bind_scan_pile: { method: 'POST', path: '/scan-piles/:id/bind' },
  undo_scan_pile: { method: 'POST', path: '/scan-piles/:id/undo' },
  list_reviews: { method: 'GET', path: '/quality/reviews' },
  get_review: { method: 'GET', path: '/quality/reviews/:id' },
  submit_review: { method: 'POST', path: '/quality/reviews/:id/submit' },
  undo_review: { method: 'POST', path: '/quality/reviews/:id/undo' },
  set_review_aside: { method: 'POST', path: '/quality/reviews/:id/set-aside' },
  answer_review: { method: 'POST', path: '/quality/reviews/:id/answer' },
  settle_review: { method: 'POST', path: '/quality/reviews/:id/settle' },
  list_quality_samples: { method: 'GET', path: '/quality/samples' },
  draw_quality_sample: { method: 'POST', path: '/quality/samples' },
  get_quality_trend: { method: 'GET', path: '/quality/trend' },
  export_reviews: { method: 'GET', path: '/quality/export' },
  get_quality_form: { method: 'GET', path: '/quality/form' },
  save_quality_form: { method: 'PUT', path: '/quality/form' },
  get_call_figures: { method: 'GET', path: '/telephony/figures' },
  export_call_figures: { method: 'GET', path: '/telephony/figures/export' },
  get_queue_board: { method: 'GET', path: '/telephony/board' },
  get_staffing_history: { method: 'GET', path: '/telephony/staffing' },
  set_queue_goal: { method: 'PUT', path: '/call-queues/:id/goal' },
  get_softphone: { method: 'GET', path: '/softphone' },
  start_softphone: { method: 'POST', path: '/softphone' },
  end_softphone: { method: 'POST', path: '/softphone/:id/end' },
  list_softphone_gateways: { method: 'GET', path: '/softphone-gateways' },
  set_softphone_gateway: { method: 'PUT', path: '/softphone-gateways/:id' },
  list_recordings: { method: 'GET', path: '/recordings' },
  get_recording: { method: 'GET', path: '/recordings/:id' },
  listen_to_recording: { method: 'POST', path: '/recordings/:id/listenings' },
  get_recording_sound: { method: 'GET', path: '/recordings/:id/sound' },
  hold_recording: { method: 'POST', path: '/recordings/:id/hold' },
  release_recording: { method: 'POST', path: '/recordings/:id/release' },
  get_satisfaction: { method: 'GET', path: '/satisfaction' },
  export_satisfaction: { method: 'GET', path: '/satisfaction/export' },
  list_follow_ups: { method: 'GET', path: '/follow-ups' },
  take_follow_up: { method: 'POST', path: '/follow-ups/:id/take' },
  note_follow_up_contact: { method: 'POST', path: '/follow-ups/:id/contacts' },
  close_follow_up: { method: 'POST', path: '/follow-ups/:id/close' },
  list_surveys_to_ask: { method: 'GET', path: '/surveys-to-ask' },
  begin_survey_call: { method: 'POST', path: '/surveys-to-ask/:id/call' },
  get_survey_call: { method: 'GET', path: '/surveys-to-ask/:id/call' },
  get_survey_paper: { method: 'GET', path: '/surveys-to-ask/:id/paper' },
  note_survey_attempt: { method: 'POST', path: '/surveys-to-ask/:id/attempts' },
  record_survey_answer: { method: 'POST', path: '/surveys-to-ask/:id/answer' },
  copy_paper_answer: { method: 'POST', path: '/surveys-on-paper' },
  list_reports: { method: 'GET', path: '/reports' },
  order_report: { method: 'POST', path: '/reports' },
  get_report_paper: { method: 'GET', path: '/reports/:id/paper' },
  publish_report: { method: 'POST', path: '/reports/:id/publish' },
  get_report_template: { method: 'GET', path: '/report-templates/:model' },
  save_report_template: { method: 'PUT', path: '/report-templates/:model' },
  list_campaigns: { method: 'GET', path: '/campaigns' },
  make_campaign: { method: 'POST', path: '/campaigns' },
  get_campaign: { method: 'GET', path: '/campaigns/:id' },
  change_campaign: { method: 'PUT', path: '/campaigns/:id' },
  draw_campaign: { method: 'POST', path: '/campaigns/:id/draw' },
  check_campaign_draw: { method: 'GET', path: '/campaigns/:id/draw' },
  open_campaign: { method: 'POST', path: '/campaigns/:id/open' },
  close_campaign: { method: 'POST', path: '/campaigns/:id/close' },
  publish_campaign: { method: 'POST', path: '/campaigns/:id/publish' },
  export_campaign: { method: 'GET', path: '/campaigns/:id/export' },
  get_campaign_paper: { method: 'GET', path: '/campaigns/:id/paper' },
  list_campaign_calls: { method: 'GET', path: '/campaign-members' },
  begin_campaign_call: { method: 'POST', path: '/campaign-members/:id/call' },
  get_campaign_call: { method: 'GET', path: '/campaign-members/:id/call' },
  get_campaign_member_paper: { method: 'GET', path: '/campaign-members/:id/paper' },
  note_campaign_attempt: { method: 'POST', path: '/campaign-members/:id/attempts' },
  record_campaign_answer: { method: 'POST', path: '/campaign-members/:id/answer' },
  get_my_unit: { method: 'GET', path: '/my-unit' },
  get_forecast: { method: 'GET', path: '/forecast' },
  get_workload: { method: 'GET', path: '/workload' },
  list_critical_points: { method: 'GET', path: '/critical-points' },
  get_critical_point: { method: 'GET', path: '/critical-points/:id' },
  search_critical_points: { method: 'POST', path: '/critical-points/search' },
  plan_critical_point: { method: 'POST', path: '/critical-points/:id/plan' },
  note_critical_point: { method: 'POST', path: '/critical-points/:id/notes' },
  close_critical_point: { method: 'POST', path: '/critical-points/:id/close' },
  find_articles: { method: 'GET', path: '/articles/search' },
  list_articles: { method: 'GET', path: '/articles' },
  get_article: { method: 'GET', path: '/articles/:id' },
  create_article: { method: 'POST', path: '/articles' },
  edit_article: { method: 'PUT', path: '/articles/:id' },
  publish_article: { method: 'POST', path: '/articles/:id/publish' },
  retire_article: { method: 'POST', path: '/articles/:id/retire' },
  restore_article: { method: 'POST', path: '/articles/:id/restore' },
  give_article: { method: 'POST', path: '/articles/:id/given' },
  list_missing_answers: { method: 'GET', path: '/missing-answers' },
  note_missing_answer: { method: 'POST', path: '/missing-answers' },
  settle_missing_answer: { method: 'POST', path: '/missing-answers/:id/settle' },
  list_offices: { method: 'GET', path: '/offices' },
  get_office: { method: 'GET', path: '/offices/:id' },
  create_office: { method: 'POST', path: '/offices' },
  edit_office: { method: 'PUT', path: '/offices/:id' },
  get_counter_line: { method: 'GET', path: '/offices/:id/line' },
  give_ticket: { method: 'POST', path: '/offices/:id/tickets' },
  list_bookable_offices: { method: 'GET', path: '/desk/offices' },
  get_bookable_hours: { method: 'GET', path: '/desk/offices/:id/hours' },
  book_hour: { method: 'POST', path: '/desk/offices/:id/appointments' },
  find_ticket: { method: 'GET', path: '/desk/offices/:id/ticket' },
  call_next: { method: 'POST', path: '/offices/:id/call' },
  arrive_ticket: { method: 'POST', path: '/tickets/:id/arrive' },
  recall_ticket: { method: 'POST', path: '/tickets/:id/recall' },
  park_ticket: { method: 'POST', path: '/tickets/:id/park' },
  take_back_ticket: { method: 'POST', path: '/tickets/:id/take-back' },
  transfer_ticket: { method: 'POST', path: '/tickets/:id/transfer' },
  no_show_ticket: { method: 'POST', path: '/tickets/:id/no-show' },
  finish_ticket: { method: 'POST', path: '/tickets/:id/finish' },
  cancel_ticket: { method: 'POST', path: '/tickets/:id/cancel' },
  attend_ticket: { method: 'POST', path: '/tickets/:id/attend' },
  get_office_figures: { method: 'GET', path: '/offices/:id/figures' },
  export_office_figures: { method: 'GET', path: '/offices/:id/figures.csv' },
  list_users: { method: 'GET', path: '/users' },
  get_user: { method: 'GET', path: '/users/:id' },
  create_user: { method: 'POST', path: '/users' },
  edit_user: { method: 'PATCH', path: '/users/:id' },
  send_password_link: { method: 'POST', path: '/users/:id/password-link' },
  reset_second_factor: { method: 'POST', path: '/users/:id/second-factor-reset' },
  add_grant: { method: 'POST', path: '/users/:id/grants' },
  revoke_grant: { method: 'DELETE', path: '/users/:id/grants/:grant_id' },
  reassign_work: { method: 'POST', path: '/users/:id/reassign' },
  list_roles: { method: 'GET', path: '/roles' },
  list_units: { method: 'GET', path: '/units' },
  create_unit: { method: 'POST', path: '/units' },
  edit_unit: { method: 'PATCH', path: '/units/:id' },
  list_templates: { method: 'GET', path: '/templates' },
  create_template: { method: 'POST', path: '/templates' },
  edit_template: { method: 'PATCH', path: '/templates/:id' },
  list_texts: { method: 'GET', path: '/texts' },
  list_text_versions: { method: 'GET', path: '/texts/:code/versions' },
  save_text: { method: 'POST', path: '/texts/:code' },
  list_configuration_changes: { method: 'GET', path: '/audit/configuration' },
  list_personal_data_views: { method: 'GET', path: '/audit/personal-data' },
  list_services: { method: 'GET', path: '/services' },
  create_service: { method: 'POST', path: '/services' },
  edit_service: { method: 'PATCH', path: '/services/:id' },
  list_routing_rules: { method: 'GET', path: '/routing-rules' },
  try_routing_rule: { method: 'POST', path: '/routing-rules/trial' },
  create_routing_rule: { method: 'POST', path: '/routing-rules' },
  edit_routing_rule: { method: 'PUT', path: '/routing-rules/:id' },
  remove_routing_rule: { method: 'DELETE', path: '/routing-rules/:id' },
  list_terms: { method: 'GET', path: '/terms' },
  create_term: { method: 'POST', path: '/terms' },
  end_term: { method: 'POST', path: '/terms/:id/end' },
  preview_term_end: { method: 'POST', path: '/terms/:id/end/preview' },
  list_calendars: { method: 'GET', path: '/calendars' },
  preview_calendar_days: { method: 'POST', path: '/calendars/:id/days/preview' },
  declare_calendar_days: { method: 'POST', path: '/calendars/:id/days' },
  revoke_calendar_day: { method: 'DELETE', path: '/calendars/:id/days/:day_id' },
  get_desk_words_to_edit: { method: 'GET', path: '/desk-words' },
  save_desk_words: { method: 'PUT', path: '/desk-words' },
  get_desk_hours: { method: 'GET', path: '/desk/hours' },
  list_channel_hours: { method: 'GET', path: '/channel-hours' },
  set_channel_hours: { method: 'PUT', path: '/channel-hours' },
} as const satisfies Record<keyof Api, { method: string; path: string }>;
