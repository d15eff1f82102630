//! One page: Markdown whose first line is its title.

use anyhow::{Context, Result};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};
use serde_json::{Value, json};

pub(super) struct Page {
    pub(super) name: &'static str,
    pub(super) title: String,
    pub(super) html: String,
    sections: Vec<Section>,
}

/// What stands under one heading, for the search.
struct Section {
    id: String,
    heading: String,
    text: String,
}

impl Page {
    pub(super) fn read(name: &'static str, markdown: &str) -> Result<Self> {
        let mut events: Vec<Event<'_>> =
            Parser::new_ext(markdown, Options::ENABLE_TABLES).collect();
        let sections = sections(&events);
        let mut ids = sections.iter().map(|section| section.id.clone());
        for event in &mut events {
            if let Event::Start(Tag::Heading { id, .. }) = event {
                *id = ids.next().map(CowStr::from);
            }
        }
        let title = sections.first().map(|section| section.heading.clone());
        let mut page = String::new();
        html::push_html(&mut page, events.into_iter());
        Ok(Self {
            name,
            title: title.with_context(|| format!("{name}.md has no heading"))?,
            // What is wider than a phone scrolls by itself, by keyboard too.
            html: page
                .replace("<pre>", r#"<pre tabindex="0">"#)
                .replace("<table>", r#"<div class="wide" tabindex="0"><table>"#)
                .replace("</table>", "</table></div>"),
            sections,
        })
    }

    /// As search.js reads them.
    pub(super) fn sections(&self) -> impl Iterator<Item = Value> {
        self.sections.iter().map(|Section { id, heading, text }| {
            json!({
                "url": format!("{}.html#{id}", self.name),
                "page": self.title,
                "heading": heading,
                "text": text,
            })
        })
    }
}

fn sections(events: &[Event<'_>]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut in_heading = false;
    for event in events {
        match event {
            Event::Start(Tag::Heading { .. }) => {
                in_heading = true;
                sections.push(Section {
                    id: String::new(),
                    heading: String::new(),
                    text: String::new(),
                });
            }
            Event::End(TagEnd::Heading(_)) => in_heading = false,
            Event::Text(words) | Event::Code(words) => {
                let Some(section) = sections.last_mut() else {
                    continue;
                };
                if in_heading {
                    section.heading.push_str(words);
                    section.id = anchor(&section.heading);
                } else {
                    section.text.push_str(words);
                    section.text.push(' ');
                }
            }
            _ => (),
        }
    }
    sections
}

/// `Sign in, step by step` → `sign-in-step-by-step`
fn anchor(heading: &str) -> String {
    let words = heading.split(|c: char| !c.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join("-").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_can_be_linked_to_and_found() {
        let page = Page::read("it", "# It\n\nfirst\n\n## Step by `step`!\n\nthen\n").unwrap();
        assert_eq!(page.title, "It");
        assert!(
            page.html.contains(r#"<h2 id="step-by-step">"#),
            "{}",
            page.html
        );
        let urls: Vec<_> = page
            .sections()
            .map(|section| section.get("url").cloned().unwrap())
            .collect();
        assert_eq!(urls, ["it.html#it", "it.html#step-by-step"]);
    }
}
