package corpus

import (
	"fmt"
	"time"

	"bantin/generator/calendar"
)

// englishGrammar is the English of the translations, which has the originals'
// blocks, documents and links, and sentences of its own.
func englishGrammar() grammar {
	g := grammar{
		decimal: '.',
		day: func(d calendar.Date) string {
			return fmt.Sprintf("%d %s %04d", d.Day, time.Month(d.Month), d.Year)
		},
		name: func(c *committee) string { return "the " + c.en },
	}
	names(&g)
	g.slots['s'] = phrases(`
{t}, {a} set out to {c} and to {c} {g}.
{a} agreed to {c}, to {c}, and at the same time to {c}.
{t}, {K} held {e} on {n}, attended by {#} {u}.
Accordingly, {a} will {c} and {c}, as part of {N} in the {T} term.
At {e}, {u} discussed {n}, {n} and {n}, and resolved to {c}.
Speaking at {e}, {p}, {o}, asked {a} to {c}, above all {n}.
In addition, {a} continued to {c}, and step by step to {c} {g}.
In {Y}, {%} of {u} completed {N}, up from {%} the year before, and {#} {u} were commended.
On shortcomings, {n} remained slow, {n} was not yet {j}, and some {u} had still to {c}.
Closing {e}, {o} {p} acknowledged {n} and required {a} to {c} {g}.
Together with {n}, {a} regularly sought to {c}.
To date, {#} {u} in {P} have begun to {c}, reaching {%} of the plan, with {P} leading in {N}.
Having inspected {#} {u}, {a} pointed to {n} and showed {u} how to {c}.
Because of efforts to {c}, {n} became more {j}, and the lives of {u} in {P} improved.
In the coming period {a} will {c}, aiming at {%} of {N} as set.
{p} said that {n} must go with {n}, and charged {a} to {c}.
One task is {n}; {u} therefore need to {c} from the outset.
{u} in {P} wish {a} to {c} soon and to attend to {n}.
After {#} days of work, {e} settled {#} targets and {#} groups of measures on {n}.
The {j} model of {N} in {P} was praised by {u}, and {a} will extend it {g}.
On this occasion {a} gave presents to {#} {u} in need in {P}.
{o} {p} thanked {u} for their company and hoped that they would {c}.`)
	g.citation = []string{
		"Carrying out {d} on {n}, {a} moved to {c} {g}.",
		"On the basis of {d}, {a} drew up a plan to {c}, and {a} was asked to {c}.",
		"{u} studied what {d} says on {n} and {n}.",
		"{e} was briefed on {d}, with stress on the need to {c} {g}.",
	}
	g.linking = []string{
		"This bulletin reported earlier, in {l}, on {n}.",
		"The result follows earlier work: see {l}.",
		"Readers may turn to {l} for more on {n}.",
	}
	g.slots['c'] = phrases(`
{v} {n} | {v} and {v} {n} | {v} {n} {k} | {v} {n} in {P} | {v} {N} for {u} | actively {v} {n}`)
	g.slots['n'] = phrases(`
{N} | {j} {N} | {N} and {N} | {N} among {u} | {j} {N} in {P} | {N} on {N}`)
	g.slots['k'] = phrases(`
effectively | on schedule | according to plan | from the grassroots up | from the start of the year | quarter by quarter | with clear priorities | down to every cell`)
	g.slots['g'] = phrases(`
in order to {v} {N} | so as to {v} {n} | in step with {N} | in the service of {N} in {P} | in a more {j} way | as {N} requires`)
	g.slots['t'] = phrases(`
on the morning of {D} | on the afternoon of {D} | on {D} | recently | in the first quarter | in the second quarter | in the third quarter | in the first half of {Y} | early in the {T} term | in the last months of {Y} | after {#} months | this week | since the beginning of {Y}`)
	g.slots['a'] = phrases(`
{K} | the Standing Board | the Executive Committee | the party cells | committees at all levels | the grassroots organisations | the Organisation Board | the Inspection Commission | the Publicity Board | agencies and units | the Mass Mobilisation Board | the Office | the Fatherland Front | the mass organisations | the Farmers’ Association | the Youth Union | the Women’s Union | the Federation of Labour | the Veterans’ Association | the drafting group | the inspection team | the heads of units | the working group | the steering committee | the Political Centre | enterprises | the local authorities | the armed forces`)
	g.slots['v'] = phrases(`
implement | carry out | improve | build | promote | strengthen | lead | direct | organise | develop | study | renew | publicise | inspect | supervise | assess | complete | ensure | consolidate | review | coordinate | advise on | overcome | supplement | unify | guide | monitor | sum up | reinforce | train | maintain | plan | adopt | issue | adjust | urge on | commend | rearrange | streamline | specify | prevent | combat | resolve | mobilise | expand | prepare | survey | disseminate | integrate | absorb | replicate | digitise | disclose | assign | rotate | correct`)
	g.slots['N'] = phrases(`
resolutions | political tasks | party building | plans | action programmes | meetings of good quality | grassroots party organisations | economic development | administrative reform | personnel work | digital transformation | targets | measures | social security | defence and security | exemplary responsibility | new rural development | discipline | leadership capacity | mass mobilisation | emulation movements | documents | ideological work | public service ethics | grassroots democracy | political reports | human resources | inspection work | leadership | internal unity | responsibility | personnel planning | thematic studies | effective management | models | poverty reduction | environmental protection | infrastructure | education and training | health care | investment | cooperative enterprise | tourism | high-technology farming | national unity | candidates for election | anti-corruption work | thrift | public hearings | online services | site clearance | public investment | administrative procedures | cultural life | traffic safety | disaster prevention | digital business | science and technology | cultural identity | organisational work | thematic meetings | members’ records | bottlenecks | working style | awareness | trust | budget revenue | exports | forests and forest land | clean water | ethnic policy | study materials | party history | funding | procedures | coordination | schemes | disciplinary work`)
	g.slots['j'] = phrases(`
effective | central | practical | specific | comprehensive | uniform | strong | timely | sustainable | serious | important | far-reaching | clear | close | regular | decisive | creative | suitable | clean | transparent | lasting | substantial | resolute | flexible | principal | exemplary | typical | urgent | modern | feasible | active | consistent | methodical`)
	g.slots['u'] = phrases(`
cadres and party members | delegates | party members | cells | residents | party organisations | union members | key officials | households | civil servants | cell secretaries | young people | new members | farmers | workers | trainees | committee members | women | businesses | villages | veterans | village heads | pupils | cooperatives | rapporteurs`)
	g.slots['e'] = phrases(`
the conference | the congress | a working session | the review conference | an online conference | the meeting | a training course | the interim review | a seminar | the session | a workshop | the launching ceremony | a dialogue | the anniversary | a political study session | the briefing | the award ceremony | the festival`)
	g.slots['o'] = phrases(`
Secretary | Deputy Secretary | Standing Deputy Secretary | Head of the Organisation Board | Chairman of the Inspection Commission | Head of the Publicity Board | Member of the Standing Board | Chief of Office | Head of the Mass Mobilisation Board | Chairwoman of the Front | Secretary of the Youth Union | Director of the Centre | cell secretary`)
	g.slots['P'] = phrases(`
the localities | the grassroots | the whole organisation | {x} {x} Commune | {x} {x} Village | the highland communes | {x} {x} District | residential areas | the industrial zones | {x} Hamlet | {x} Commune | the coastal area | {x} {x} Ward | {x} {x} Lake | {x} Bridge`)
	vi := vietnameseGrammar() // places are not translated
	g.slots['x'], g.slots['X'], g.slots['R'] = vi.slots['x'], vi.slots['X'], vi.slots['R']
	g.slots['H'] = phrases(`
{K} meets to {v} {N}
{K} holds {e} on {N}
Steps to {v} {N} at {K}
{a} moves to {v} {j} {N}
How {u} {v} {N} and {v} {N}
The Executive Committee of {K} meets
{#} years of {N} in {P}
{a} in {P} to {v} {N}
When {u} {v} {N}
{K}: {j} {N}
“{j} {N}” and {N}`)
	g.slots['h'] = phrases(`
for the {T} term | in {Y} | in order to {v} {N} | in step with {j} {N} | in {P} | in a {j} way | and to {v} {N} | among {u} | so as to {v} {N} | from the grassroots up`)
	g.slots['z'] = phrases(`
Steps to {v} {N} | First results | {j} {N} | Tasks ahead | Difficulties and {N} | {N} in {P} | Lessons on {N} | From {N} to {N}`)
	return g
}
