package org.meridian.bench;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;

/** Takes the pages out of a node before it makes anything of them, so that its start is to be compared with. */
final class WithoutPages implements BeanDefinitionRegistryPostProcessor {

    private static final String PAGES = "org.meridian.web.";

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        Stream.of(registry.getBeanDefinitionNames()).filter(name -> isOfPages(name, registry.getBeanDefinition(name)))
                .forEach(registry::removeBeanDefinition);
    }

    private static boolean isOfPages(String name, BeanDefinition bean) {
        return name.startsWith(PAGES) || isOfPages(bean.getBeanClassName()) || isOfPages(bean.getFactoryBeanName());
    }

    private static boolean isOfPages(@Nullable String name) {
        return name != null && name.startsWith(PAGES);
    }
}
