import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { voteOnArticle } from '../../actions/knowledge/record-use.ts';
import { Refused } from '../../actions/refused.ts';
import { publicArticle, publicArticles } from '../../queries/public/knowledge.ts';
import { fieldOf } from '../../server/form.ts';
import { articleVoteOf, keepArticleVote } from '../layout/cookies.ts';
import { postedForm } from '../layout/posted.ts';
import { visitOf } from '../layout/visit.ts';
import { articleOverPage, articlePage } from './article-page.ts';
import { articlesPage } from './list-page.ts';

interface Asked {
  readonly Params: { readonly code: string };
}

/** `/informacion`, an article, and whether it helped. */
export function knowledgeRoutes(server: FastifyInstance, app: App): void {
  server.get('/informacion', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    return reply.html(articlesPage(visit, await publicArticles(app, visit.city)));
  });

  server.get<Asked>('/informacion/:code', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const { code } = request.params;
    const view = await publicArticle(app, visit.city, code);
    if (view === null) throw new Refused('not_found');
    if (!view.in_force) return reply.status(410).html(articleOverPage(visit));
    return reply.html(articlePage(visit, view, articleVoteOf(request, code)));
  });

  server.post<Asked>('/informacion/:code/sirvio', async (request, reply) => {
    const form = await postedForm(request);
    const visit = visitOf(app, request, reply);
    const { code } = request.params;
    const said = fieldOf(form, 'sirvio');
    // One for each browser session: whoever said it before is thanked again.
    if ((said === 'si' || said === 'no') && articleVoteOf(request, code) === null) {
      const helped = said === 'si';
      await voteOnArticle(app, { kind: 'public' }, { city_id: visit.city.city.id, code, helped });
      keepArticleVote(request, reply, { code, helped });
    }
    return reply.redirect(visit.paths.article(code), 303);
  });
}
