/** Common first names, so that they are taken neither for typos nor for words. */
export const FIRST_NAMES = (`aaron abdul adam adele adrian agnes ahmed aisha alain alan albert alejandro alex alexander alexandra alfred alice alicia alina allan alma
amanda amelia amir amy ana anders andre andrea andreas andrew andy angela angelo anita anja ann anna anne annika anthony anton antonio arnold arthur astrid aurora ayse barbara
beatrice ben benjamin bernard bernd bert bianca bill birgit bjorn bob bogdan boris brad brandon brian bridget bruce bruno bryan camille carl carla carlo carlos carmen carol caroline
catherine cecilia celine charles charlie charlotte chen cheryl chloe chris christian christina christine christopher claire clara claudia claus colin conrad craig cynthia daisy damian
dan dana daniel daniela danny dave david deborah denise dennis derek diana diane diego dieter dirk dmitri dominic don donald donna doris dorothy doug douglas duncan edgar edith eduardo edward
edwin elaine elena eli elias elisa elisabeth elizabeth ella ellen elsa emil emily emma enrico eric erica erik erika ernst esther ethan eugene eva evan evelyn fabian fabio fatima felix
fernando fiona florian frances francesca francis francois frank franz fred frederik frida fritz gabriel gabriela gary gavin georg george gerald gerard gerd gerhard gilbert gina giorgio giovanni
giulia glen gloria gordon greg gregor greta guido gunther gustav hakan hana hanna hannah hans harald harold harry hassan hector heidi heike heinz helen helena helga henri henrik henry
herbert hermann hilda holger horst howard hubert hugo ian ibrahim ida igor ilona ines inga ingrid irene iris isabel isabella ivan jack jackie jacob jacques jake james jamie jan jana jane janet janine
jasmin jason javier jean jeff jeffrey jennifer jenny jens jeremy jerome jerry jesper jesse jessica jim jimmy joachim joan joanna joe joel joerg johan johann john johnny jon jonas jonathan jorge jose
joseph joshua josh juan judith judy julia julian julie julien juliette jurgen justin karen karin karl karl-heinz karla kate katharina katherine kathrin kathy katie katja keith kelly ken kenji kenneth kerstin kevin
kim kirsten klaus konrad kristin kristina kurt kyle lara larry lars laura lauren laurent lea leah lee lena leo leon leonard leonie leroy leslie lewis li liam lidia lily lina linda lisa liz lorenzo louis louise luca lucas
lucia lucy luigi luis luise lukas luke lydia lynn maarten madeleine magda magnus malte manfred manuel manuela marc marcel marcin marco marcus margaret maria mariana marie marika marina mario marion
marko markus marta martha martin martina mary mateo mathias matt matteo matthew matthias maurice max maya megan mehmet mei melanie melissa mia michael michel michelle miguel mihai mike
mila milan miranda miriam mohamed mohammed moritz mustafa nadia nadine nancy naomi natalia natalie nathalie nathan neil nicholas nick nicolas nicole nigel niklas nikolai nils nina noah nora norbert
norman odette olaf ole oleg olga oliver olivia olivier omar oscar oskar otto pablo pamela paola paolo patricia patrick paul paula pavel pedro penny pete peter petra phil philip philipp philippe pia pierre pilar
piotr priya rachel rafael rainer ralf ralph ramon raphael raul raymond rebecca regina reinhard rene renate ricardo riccardo richard rick rita rob robert roberta roberto robin roger roland rolf roman romeo ron
ronald rosa ruben rudolf rupert russell ruth ryan sabine sally sam samantha samuel sandra sara sarah sascha scott sean sebastian sergej sergio sharon sheila shirley siegfried sigrid silke silvia simon simone
sofia sonia sophia sophie stefan stefanie stella stephan stephanie stephen steve steven stuart sue susan susanne suzanne sven svenja sylvia tamara tanja tanya tara tatiana ted teresa terry theo theresa
thomas thorsten tiffany tim timo timothy tina tobias toby todd tom tomas tomasz tommy tony torsten tracy trevor udo ulrich ulrike ursula ute uwe valentina valeria vanessa vera verena veronica
vicky victor victoria viktor vincent viola virginia vladimir volker walter wanda wayne wei wendy werner wilhelm william wolfgang xavier xin yan yasmin yi ying yolanda yuki yusuf yvonne zoe zara`).split(/\s+/);
