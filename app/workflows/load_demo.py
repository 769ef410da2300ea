"""The demo company, into an empty database: people, posts and documents."""

from app.demo.company import read_demo_company
from app.domain.people import Person, PersonId
from app.services import Services
from app.store import people, posts
from app.workflows.ingest_documents import ingest_documents


def load_demo(services: Services) -> bool:
    """Load the demo company if nobody is here yet; tell whether it did."""
    with services.sessions() as session:
        if people.count_people(session):
            return False
    demo = read_demo_company()
    comms = next(one.name for one in demo.people if one.role.reviews)
    for document in demo.documents:
        ingest_documents(services, [document.path], clearance=document.clearance, cleared_by=comms)
    with services.sessions.begin() as session:
        for one in demo.people:
            person = Person(
                id=PersonId(0),
                name=one.name,
                email=one.email,
                role=one.role,
                language=one.language,
                headline=one.headline,
                mastodon_instance=one.mastodon_instance,
                topics=one.topics,
            )
            added = people.add_person(session, person, password_hash="", now=services.clock(), demo=True)
            posts.add_posts(session, demo.posts_of(one.email), author_id=added.id)
    return True
